package rhythm.membership.kind;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.OpenOrders;
import rhythm.kernel.run.RunStatistics;
import rhythm.membership.certification.Certifications;

/** What the engine has to know about memberships. */
@Singleton
public final class MembershipDomain implements Domain {
    /** A run's statistics over the run {@code t}, for the record's derived field. */
    public static final String STATISTICS = RunStatistics.OBJECT_HEAD + """
            ('generate renewal order', 'renewal_orders'), ('process auto renewal', 'auto_renewals'),
                  ('generate renewal notice', 'renewal_notices'), ('send renewal reminder', 'renewal_reminders'),
                  ('send expiring credit card reminder', 'expiring_credit_card_reminders'),
                  ('send auto renewal reminder', 'auto_renewal_reminders'), ('drop membership', 'drops')""" + RunStatistics.OBJECT_TAIL;

    private static final Kind ORDER = new RenewalOrder();
    private static final Kind AUTO_RENEWAL = new AutoRenewal();

    /** Every kind, in the order in which they are carried out. */
    public static final List<Kind> KINDS = List.of(
            ORDER,
            AUTO_RENEWAL,
            new RenewalNotice(),
            new RenewalReminder(),
            new ExpiringCardReminder(),
            new AutoRenewalReminder(),
            new Drop(List.of(ORDER, AUTO_RENEWAL)));

    private final Certifications certifications;

    public MembershipDomain(Certifications certifications) {
        this.certifications = certifications;
    }

    @Override
    public String service() {
        return "membership";
    }

    @Override
    public Optional<OpenOrders> openOrders() {
        return Optional.of(RenewalWatch.OPEN_ORDERS);
    }

    @Override
    public List<Kind> kinds() {
        return KINDS;
    }

    @Override
    public boolean reaches(String service) {
        return service.equals(Certifications.SERVICE) && certifications.isConnected();
    }
}
