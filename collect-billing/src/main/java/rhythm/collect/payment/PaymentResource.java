package rhythm.collect.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.collect.TenantDay;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.collect.invoice.Credit;
import rhythm.collect.invoice.Settlement;
import rhythm.collect.invoice.UnderCharge;
import rhythm.collect.money.CreditDesk;
import rhythm.collect.money.RefundDesk;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.Violations;
import rhythm.kernel.rest.Idempotency;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;
import rhythm.kernel.tenant.Needs;
import rhythm.kernel.tenant.Role;
import rhythm.kernel.tenant.TenantClock;

/** The payments; what they pay follows in the same transaction. */
@Path("/payments")
public class PaymentResource extends RecordResource<Payment> {
    @Inject
    Clock clock;

    @Inject
    TenantClock tenantClock;

    @Inject
    CreditDesk credits;

    @Inject
    RefundDesk refunds;

    @ConfigProperty(name = "rhythm.engine.held", defaultValue = "false")
    boolean isHeld;

    @Inject
    @VirtualThreads
    ExecutorService workers;

    public PaymentResource() {
        super(Payment.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<Payment>> done) {
        Set<String> invoices = done.stream()
                .flatMap(step -> Stream.of(step.before(), step.after()))
                .filter(Objects::nonNull)
                .map(payment -> payment.invoiceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> undated = ids(done, step -> step.after() != null && step.after().paymentDate == null);
        Set<String> ofOrders = ids(done, step -> step.before() == null && step.after().orderId != null);
        Set<String> paid = done.stream()
                .filter(step -> step.after() != null && step.after().paysMoreThan(step.before()))
                .map(step -> step.after().invoiceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
        return TenantDay.fill(rows, "payments", "payment_date", "sys_created_at", undated)
                .chain(() -> ofOrders.isEmpty()
                        ? Uni.createFrom().item(List.<String>of())
                        : tenantClock.read(rows.tenant()).chain(now -> OrderPayments.invoices(rows, ofOrders, now)))
                .invoke(invoices::addAll)
                .invoke(paid::addAll)
                .chain(() -> invoices.isEmpty() ? Uni.createFrom().voidItem() : settle(rows, invoices))
                // the invoices are locked by now: whose charge may yet go through is not paid otherwise meanwhile
                .chain(() -> UnderCharge.refuse(rows, Map.of("invoice_id", paid)))
                .chain(() -> Credit.note(rows, ids(done, step -> step.after() != null), clock.instant()));
    }

    /**
     * Pays an invoice with a payment that pays none so far: {@code invoice_id}, or the customer's oldest open one in its currency. What
     * is more than that is open over stays a credit, as a payment of its own. Without such an invoice it is a conflict.
     */
    @POST
    @Path("{tenantId}/apply/{id}")
    @Needs(Role.EDITOR)
    public Uni<Response> apply(@PathParam("tenantId") String tenant, @PathParam("id") String id, byte[] body) {
        ObjectNode asked = Operation.object(
                body == null || body.length == 0 ? JsonNodeFactory.instance.objectNode() : RecordMapper.request(body),
                "body");
        Operation.onlyKnown(asked, Set.of("invoice_id"));
        String invoice = asked.path("invoice_id").textValue();
        if (asked.has("invoice_id") && invoice == null) {
            throw Problem.INVALID.field("invoice_id", "must be the id of an invoice, as text");
        }
        return record(tenant, id)
                .emitOn(workers)
                .invoke(() -> credits.use(tenant, id, invoice))
                .chain(() -> get(tenant, id, null, null, null));
    }

    /**
     * Gives back {@code amount} of a payment, or all of it, with the {@code reason} that its customer may read: through the gateway if that
     * took it, and by hand otherwise. The invoice is open again over what went back. Without an {@code Idempotency-Key} it is
     * refused; while nobody knows yet whether the gateway did it, the payment stays as it is, and follows later.
     */
    @POST
    @Path("{tenantId}/refund/{id}")
    @Needs(Role.OPERATOR)
    public Uni<Response> refund(
            @PathParam("tenantId") String tenant,
            @PathParam("id") String id,
            @HeaderParam(Idempotency.HEADER) String key,
            byte[] body) {
        ObjectNode asked = Operation.object(RecordMapper.request(body), "body");
        Operation.onlyKnown(asked, Set.of("amount", "reason"));
        JsonNode amount = asked.path("amount");
        if (!amount.isMissingNode()
                && (!amount.isNumber() || amount.decimalValue().signum() <= 0)) {
            throw Problem.INVALID.field("amount", "must be a number above 0, or absent for all of it");
        }
        String reason = asked.path("reason").asText("");
        if (!asked.path("reason").isTextual() || reason.isBlank() || reason.length() > 500) {
            throw Problem.INVALID.field("reason", "must be given, as text of at most 500 characters");
        }
        if (key == null) {
            throw Problem.INVALID.field(Idempotency.HEADER, "must be given, so that money is given back once");
        }
        if (isHeld) {
            throw Problem.UNAVAILABLE.because("the service is held and gives no money back now; try again later");
        }
        String caller = callers.current().subject();
        BigDecimal part = amount.isMissingNode() ? null : amount.decimalValue();
        return idempotency.once(tenant, key, uri, body, () -> record(tenant, id)
                .invoke(payment -> requireExact(payment, part))
                .emitOn(workers)
                .invoke(() -> refunds.refund(tenant, id, part, reason, caller))
                .chain(() -> get(tenant, id, null, null, null)));
    }

    private static void requireExact(Payment payment, BigDecimal amount) {
        Violations violations = new Violations();
        if (amount != null) {
            Currency.check(payment.currency, List.of(new Currency.Amount("amount", amount)), violations);
        }
        violations.orThrow();
    }

    private Uni<Void> settle(Rows rows, Set<String> invoices) {
        return EntrySettlement.hold(rows, invoices)
                .chain(() -> Settlement.ofInvoices(rows, invoices, clock.instant()))
                .chain(() -> EntrySettlement.settle(rows, invoices, clock.instant()));
    }

    private static Set<String> ids(List<Step<Payment>> done, Predicate<Step<Payment>> condition) {
        return done.stream().filter(condition).map(Step::id).collect(Collectors.toSet());
    }
}
