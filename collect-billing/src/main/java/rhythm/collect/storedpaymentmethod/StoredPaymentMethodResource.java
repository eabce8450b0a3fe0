package rhythm.collect.storedpaymentmethod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import rhythm.collect.gateway.CardVault.Setup;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.money.CardDesk;
import rhythm.collect.money.Installments;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Ids;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Idempotency;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;

/** Cards and accounts that may be charged: candidates of reminders before they expire. A renewed one is tried again. */
@Path("/storedPaymentMethods")
public class StoredPaymentMethodResource extends RecordResource<StoredPaymentMethod> {
    @Inject
    Clock clock;

    @Inject
    CardDesk desk;

    @Inject
    PaymentGateway gateway;

    @Inject
    @VirtualThreads
    ExecutorService workers;

    public StoredPaymentMethodResource() {
        super(StoredPaymentMethod.class);
    }

    /**
     * Begins to save a card or an account: the record, which is not active before its holder has typed it in at the gateway's own
     * form, and under {@code setup} what that form needs ({@code client_secret}). The gateway tells when it is done. 409 where
     * the settings name no account, 503 while the gateway cannot be asked.
     */
    @POST
    @Path("{tenantId}/setup")
    @Needs(Role.EDITOR)
    public Uni<Response> setup(
            @PathParam("tenantId") String tenant, @HeaderParam(Idempotency.HEADER) String key, byte[] body) {
        ObjectNode asked = Operation.object(RecordMapper.request(body), "body");
        for (String given : List.of("token", "is_active", "id", "expiration", "last_four", "brand")) {
            if (asked.has(given)) {
                throw Problem.INVALID.field(given, "is for the gateway to say");
            }
        }
        String attempt = Ids.next(clock.instant());
        asked.put("token", StoredPaymentMethod.AWAITED + attempt).put("is_active", false);
        boolean isAccount = "electronic check".equals(asked.path("type").asText());
        return idempotency.once(tenant, key, uri, body, () -> make(tenant, asked)
                .emitOn(workers)
                .map(stored -> begun(tenant, attempt, stored, isAccount)));
    }

    private Response begun(String tenant, String attempt, Response stored, boolean isAccount) {
        ObjectNode record =
                (ObjectNode) RecordMapper.tree(((String) stored.getEntity()).getBytes(StandardCharsets.UTF_8));
        Setup setup = desk.begin(tenant, attempt, record.path("name").asText(), isAccount);
        desk.await(tenant, setup.setup(), record.path("id").asText());
        record.putObject("setup")
                .put("id", setup.setup())
                .put("customer", setup.customer())
                .put("client_secret", setup.clientSecret());
        return Response.fromResponse(stored).entity(RecordMapper.text(record)).build();
    }

    private void refuseForOnce(List<Step<StoredPaymentMethod>> done) {
        done.stream()
                .map(Step::after)
                .filter(method -> method != null && !method.isAwaited())
                .forEach(method -> gateway.cards().faultOf(method.token).ifPresent(fault -> {
                    throw Problem.INVALID.field("token", fault);
                }));
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<StoredPaymentMethod>> done) {
        refuseForOnce(done.stream()
                .filter(step -> step.before() == null
                        || step.after() != null && step.after().isRenewalOf(step.before()))
                .toList());
        String[] renewed = done.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .filter(step -> step.after().isRenewalOf(step.before()))
                .map(Step::id)
                .toArray(String[]::new);
        return renewed.length == 0
                ? Uni.createFrom().voidItem()
                : rows.run(Installments.REARM, renewed, clock.instant());
    }
}
