package rhythm.collect.kind;

import jakarta.inject.Singleton;
import java.util.List;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.Kind;

/** What the engine has to know about installment schedules, stored cards and customers who owe. */
@Singleton
public final class CollectDomain implements Domain {
    private final List<Kind> kinds;

    public CollectDomain() {
        Kind charge = new InstallmentCharge();
        kinds = List.of(
                charge,
                new ScheduleReminder(),
                new ExpiringCardReminder(),
                new Statement(),
                new ScheduleCancellation(charge));
    }

    @Override
    public String service() {
        return "collect";
    }

    @Override
    public List<Kind> kinds() {
        return kinds;
    }
}
