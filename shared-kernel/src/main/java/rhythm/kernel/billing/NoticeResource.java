package rhythm.kernel.billing;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.openapi.annotations.Operation;
import rhythm.kernel.notice.NoticeRecord;
import rhythm.kernel.notice.RenderedNotice;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.run.NoticePreview;
import rhythm.kernel.run.Notices;
import rhythm.kernel.store.Rows;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;

/** Notices as records, and how one will look to a candidate. */
public abstract class NoticeResource<T extends NoticeRecord> extends RecordResource<T> {
    @Inject
    NoticePreview previews;

    @Inject
    @VirtualThreads
    ExecutorService workers;

    @Inject
    Bounds bounds;

    private final List<Notices> notices;

    /** {@code notices} are the sorts of candidates that a notice of this resource can be for. */
    protected NoticeResource(Class<T> record, Notices... notices) {
        super(record);
        this.notices = List.of(notices);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        String bytes =
                "(select coalesce(sum(pg_column_size(n.html)), 0) + coalesce(sum(pg_column_size(n.text)), 0) from "
                        + type.table() + " n where n.tenant_id = ?1)";
        return done.stream().anyMatch(step -> step.after() != null)
                ? Bounds.keep(rows, bytes, bounds.noticeBytes(), "bytes of notices")
                : Uni.createFrom().voidItem();
    }

    /** Renders the notice for the candidate that the body names, {@code {"candidate_id": "…"}}; nothing is sent. */
    @POST
    @Path("{tenantId}/preview/{id}")
    @Operation(summary = "Render for a candidate")
    @Needs(Role.EDITOR)
    public Uni<RenderedNotice> preview(@PathParam("tenantId") String tenant, @PathParam("id") String id, byte[] body) {
        JsonNode candidate = RecordMapper.request(body).path("candidate_id");
        if (!candidate.isTextual()) {
            throw Problem.INVALID.field("candidate_id", "must be given, as text");
        }
        return record(tenant, id)
                .emitOn(workers)
                .map(notice -> previews.render(tenant, notice, notices, candidate.textValue()));
    }
}
