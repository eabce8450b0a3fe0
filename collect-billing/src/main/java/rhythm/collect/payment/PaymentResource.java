package rhythm.collect.payment;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rhythm.collect.TenantDay;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.collect.invoice.Settlement;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** The payments; what they pay follows in the same transaction. */
@Path("/payments")
public class PaymentResource extends RecordResource<Payment> {
    @Inject
    Clock clock;

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
                .collect(Collectors.toSet());
        Set<String> undated = done.stream()
                .filter(step -> step.after() != null && step.after().paymentDate == null)
                .map(Step::id)
                .collect(Collectors.toSet());
        Uni<Void> dated = TenantDay.fill(rows, "payments", "payment_date", "sys_created_at", undated);
        return invoices.isEmpty()
                ? dated
                : dated.chain(() -> EntrySettlement.hold(rows, invoices))
                        .chain(() -> Settlement.ofInvoices(rows, invoices, clock.instant()))
                        .chain(() -> EntrySettlement.settle(rows, invoices, clock.instant()));
    }
}
