package rhythm.collect.storedpaymentmethod;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.List;
import rhythm.collect.money.Installments;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** Cards and accounts that may be charged: candidates of reminders before they expire. A renewed one is tried again. */
@Path("/storedPaymentMethods")
public class StoredPaymentMethodResource extends RecordResource<StoredPaymentMethod> {
    @Inject
    Clock clock;

    public StoredPaymentMethodResource() {
        super(StoredPaymentMethod.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<StoredPaymentMethod>> done) {
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
