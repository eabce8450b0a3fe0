package rhythm.collect.invoice;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** The invoices; orders and schedules hear at once what becomes of their own. While one is charged, it asks for no less. */
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
        Set<String> installments = ids(done, step -> step.after().installmentScheduleId != null);
        Set<String> reopened = ids(done, step -> step.after().isReopened(step.before()));
        Instant now = clock.instant();
        return UnderCharge.refuse(rows, lessened(done))
                .chain(() -> each(reopened, ids -> Settlement.ofReopened(rows, ids, now)))
                .chain(() -> each(orders, ids -> Settlement.ofOrders(rows, ids, now)))
                .chain(() -> each(installments, ids -> EntrySettlement.hold(rows, ids)
                        .chain(() -> EntrySettlement.settle(rows, ids, now))));
    }

    /** The changed invoices that ask for less than before, by the field that says so. */
    private static Map<String, Set<String>> lessened(List<Step<Invoice>> done) {
        return Stream.of("status", "total", "currency")
                .collect(Collectors.toMap(
                        Function.identity(),
                        field -> ids(done, step -> field.equals(step.after().lessenedBy(step.before())))));
    }

    private static Set<String> ids(List<Step<Invoice>> done, Predicate<Step<Invoice>> condition) {
        return done.stream()
                .filter(step -> step.before() != null && step.after() != null)
                .filter(condition)
                .map(Step::id)
                .collect(Collectors.toSet());
    }

    private static Uni<Void> each(Set<String> ids, Function<Set<String>, Uni<Void>> settlement) {
        return ids.isEmpty() ? Uni.createFrom().voidItem() : settlement.apply(ids);
    }
}
