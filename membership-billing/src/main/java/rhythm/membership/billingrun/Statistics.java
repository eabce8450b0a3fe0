package rhythm.membership.billingrun;

import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.kernel.engine.Tally;

/** A run's actions counted: all of them, and each kind's. */
@RegisterForReflection
public class Statistics {
    public Tally allActions;
    public Tally renewalNotices;
    public Tally renewalOrders;
    public Tally renewalReminders;
    public Tally expiringCreditCardReminders;
    public Tally autoRenewalReminders;
    public Tally autoRenewals;
    public Tally drops;
}
