package rhythm.collect.invoice;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** The invoices; orders and schedules hear at once what becomes of their own. */
@Path("/invoices")
public class InvoiceResource extends RecordResource<Invoice> {
    @Inject
    Clock clock;

    public InvoiceResource() {
        super(Invoice.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<Invoice>> done) {
        Set<String> orders = done.stream()
                .flatMap(step -> Stream.of(step.before(), step.after()))
                .filter(Objects::nonNull)
                .map(invoice -> invoice.orderId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Uni<Void> settled =
                orders.isEmpty() ? Uni.createFrom().voidItem() : Settlement.ofOrders(rows, orders, clock.instant());
        Set<String> installments = done.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .filter(step -> step.after().installmentScheduleId != null)
                .map(Step::id)
                .collect(Collectors.toSet());
        return installments.isEmpty()
                ? settled
                : settled.chain(() -> EntrySettlement.settle(rows, installments, clock.instant()));
    }
}
