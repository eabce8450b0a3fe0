package rhythm.kernel.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordCodec;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.Relation;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.store.Records;
import rhythm.kernel.store.Rows;
import rhythm.kernel.store.Where;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;

/**
 * Everything a resource of records offers: create, read, replace, patch, delete, batch, list, list by relation, search.
 * A concrete resource names its record; what it writes besides goes into {@link #afterwards}.
 */
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, "application/json-patch+json"})
public abstract class RecordResource<T extends SysRecord> {
    protected final RecordType<T> type;

    @Inject
    Writer writer;

    @Inject
    Records records;

    @Inject
    Pages pages;

    @Inject
    protected Callers callers;

    @Inject
    protected Idempotency idempotency;

    @Context
    protected UriInfo uri;

    protected RecordResource(Class<T> record) {
        Class<?> declared = getClass();
        while (!declared.isAnnotationPresent(Path.class)) {
            declared = declared.getSuperclass(); // past the container's own subclass
        }
        type = new RecordType<>(
                record, declared.getAnnotation(Path.class).value().replace("/", ""));
    }

    /** What this resource's records take from others before they are written, and what it refuses for their sake. */
    protected Uni<List<Step<T>>> beforehand(Rows rows, List<Step<T>> planned) {
        return Uni.createFrom().item(planned);
    }

    /** What this resource writes in the same transaction as its records. */
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        return Uni.createFrom().voidItem();
    }

    /** What happens once the transaction is committed; a hint for the scheduler, never a promise. */
    protected void committed(String tenant) {}

    @POST
    @Path("{tenantId}")
    @Needs(Role.EDITOR)
    public Uni<Response> create(
            @PathParam("tenantId") String tenant, @HeaderParam(Idempotency.HEADER) String key, byte[] body) {
        return idempotency
                .once(tenant, key, uri, body, () -> make(tenant, Operation.object(RecordMapper.request(body), "body")))
                .map(answer -> Answers.made(type, answer));
    }

    /** Makes the record that a client posts; a resource whose records are made otherwise says here how. */
    protected Uni<Response> make(String tenant, ObjectNode object) {
        return one(tenant, new Operation.Create(object)).map(result -> Answers.record(type, result));
    }

    @POST
    @Path("{tenantId}/batch")
    @Needs(Role.EDITOR)
    public Uni<Response> batch(
            @PathParam("tenantId") String tenant, @HeaderParam(Idempotency.HEADER) String key, byte[] body) {
        return idempotency.once(tenant, key, uri, body, () -> Batch.of(RecordMapper.tree(body))
                .run(operations -> write(tenant, operations)));
    }

    /** Every read is from the primary, and with it consistent; {@code consistentRead} is taken, and asks for nothing more. */
    @GET
    @Path("{tenantId}/{id}")
    public Uni<Response> get(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String known,
            @RestQuery String fields,
            @RestQuery Boolean consistentRead) {
        Projection projection = Projection.of(type, fields, "fields");
        return records.find(type, tenant, id, projection.fields())
                .map(found -> found.map(record -> Answers.read(type, record, projection.isWhole(), known))
                        .orElseThrow(() -> missing(id)));
    }

    @PUT
    @Path("{tenantId}/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> update(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] body) {
        ObjectNode object = Operation.object(RecordMapper.request(body), "body");
        return one(tenant, new Operation.Update(id, object, Answers.versions(ifMatch)))
                .map(result -> Answers.record(type, result));
    }

    @PATCH
    @Path("{tenantId}/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> patch(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] body) {
        var directives = Operation.patch(RecordMapper.request(body));
        return one(tenant, new Operation.Patch(id, directives, Answers.versions(ifMatch)))
                .map(result -> Answers.record(type, result));
    }

    @DELETE
    @Path("{tenantId}/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> delete(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        return one(tenant, new Operation.Delete(id, Answers.versions(ifMatch))).map(Answers::deleted);
    }

    @GET
    @Path("{tenantId}")
    public Uni<Response> list(
            @PathParam("tenantId") String tenant,
            @RestQuery String exclusiveStartKey,
            @RestQuery String fields,
            @RestQuery String limit) {
        PageRequest page = new PageRequest("list", exclusiveStartKey, limit, Projection.of(type, fields, "fields"));
        return pages.read(type, tenant, Where.everything(), page).map(found -> found.asList(uri));
    }

    @GET
    @Path("{tenantId}/{relation}/{relatedId}")
    public Uni<Response> listRelated(
            @PathParam("tenantId") String tenant,
            @PathParam("relation") String relation,
            @PathParam("relatedId") String relatedId,
            @RestQuery String exclusiveStartKey,
            @RestQuery String fields,
            @RestQuery String limit) {
        RecordField field = type.fields().stream()
                .filter(f -> f.get(Relation.class)
                        .filter(r -> r.value().equals(relation))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("there is no relation " + relation));
        PageRequest page = new PageRequest(
                relation + "=" + relatedId, exclusiveStartKey, limit, Projection.of(type, fields, "fields"));
        return pages.read(type, tenant, Where.equal(field.name(), relatedId), page)
                .map(Pages.Found::asPage);
    }

    @POST
    @Path("{tenantId}/search")
    @Needs(Role.VIEWER)
    public Uni<Response> search(
            @PathParam("tenantId") String tenant,
            @RestQuery String exclusiveStartKey,
            @RestQuery String fieldsToReturn,
            @RestQuery String limit,
            byte[] body) {
        ObjectNode criteria = Operation.object(RecordMapper.request(body), "body");
        PageRequest page = new PageRequest(
                "search" + criteria, exclusiveStartKey, limit, Projection.of(type, fieldsToReturn, "fieldsToReturn"));
        return pages.read(type, tenant, Search.where(type, criteria), page).map(Pages.Found::asSearch);
    }

    /** One record, read for the resource's own use. */
    protected Uni<T> record(String tenant, String id) {
        return records.find(type, tenant, id, type.fields())
                .map(found -> found.orElseThrow(() -> missing(id)))
                .map(found -> RecordCodec.stored(
                        type, tenant, RecordMapper.tree(found.json().getBytes(StandardCharsets.UTF_8))));
    }

    private Uni<Result> one(String tenant, Operation operation) {
        return write(tenant, List.of(operation))
                .map(results -> results.getFirst().orThrow());
    }

    private Uni<List<Result>> write(String tenant, List<Operation> operations) {
        return writer.write(
                        type,
                        tenant,
                        callers.current(),
                        operations,
                        new Writer.Besides<>(this::beforehand, this::afterwards))
                .invoke(() -> committed(tenant));
    }

    private RuntimeException missing(String id) {
        return Problem.NOT_FOUND.because("there is no %s %s".formatted(type.resource(), id));
    }
}
