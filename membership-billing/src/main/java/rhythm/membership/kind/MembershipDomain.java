package rhythm.membership.kind;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import rhythm.kernel.notice.MergeFields;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.RunStatistics;
import rhythm.membership.billingnotice.BillingNotice;

/** What the engine has to know about memberships. */
@Singleton
public final class MembershipDomain implements Domain {
    /** A run's statistics over the run {@code t}, for the record's derived field. */
    public static final String STATISTICS = RunStatistics.HEAD + """
            ('generate renewal order', 'renewal_orders'), ('process auto renewal', 'auto_renewals'),
                  ('generate renewal notice', 'renewal_notices'), ('send renewal reminder', 'renewal_reminders'),
                  ('send expiring credit card reminder', 'expiring_credit_card_reminders'),
                  ('send auto renewal reminder', 'auto_renewal_reminders'), ('drop membership', 'drops')""" + RunStatistics.TAIL;

    private final List<Kind> kinds;

    public MembershipDomain() {
        Kind order = new RenewalOrder();
        Kind autoRenewal = new AutoRenewal();
        kinds = List.of(
                order,
                autoRenewal,
                new RenewalNotice(),
                new RenewalReminder(),
                new ExpiringCardReminder(),
                new AutoRenewalReminder(),
                new Drop(List.of(order, autoRenewal)));
    }

    @Override
    public String service() {
        return "membership";
    }

    @Override
    public String candidates() {
        return "memberships";
    }

    @Override
    public List<Kind> kinds() {
        return kinds;
    }

    @Override
    public Map<String, String> columns() {
        return Map.of("name", "c.name", "membership_id", "c.id", "expiration_date", "c.expiration_date");
    }

    @Override
    public String mailFields() {
        return """
                select a.id, c.email_address as email, jsonb_build_object(
                  'contact', jsonb_build_object('first_name', c.first_name, 'last_name', c.last_name,
                    'email_address', c.email_address),
                  'organization', jsonb_build_object('name', c.organization_name),
                  'membership', jsonb_build_object('name', c.name, 'type', t.name, 'package', p.name,
                    'status', c.status, 'join_date', c.join_date, 'term_start_date', c.term_start_date,
                    'expiration_date', c.expiration_date, 'renewal_price', p.renewal_price, 'currency', p.currency),
                  'card', jsonb_build_object('type', c.renewal_payment_info ->> 'card_type',
                    'last_four', c.renewal_payment_info ->> 'last_four',
                    'expiration', c.renewal_payment_info ->> 'card_expiration'),
                  'order', jsonb_build_object('id', coalesce(a.order_id, c.renewal_order_id), 'total', a.amount,
                    'balance_due', c.renewal_order_balance_due),
                  'run', jsonb_build_object('name', r.name)) as fields
                from actions a
                join memberships c on c.tenant_id = :tenant and c.id = a.candidate_id
                left join billing_runs r on r.tenant_id = :tenant and r.id = a.billing_run_id
                left join types t on t.tenant_id = :tenant and t.id = c.type_id
                left join packages p on p.tenant_id = :tenant and p.id = coalesce(c.renews_with_id, c.package_id)""";
    }

    @Override
    public MergeFields mergeFields() {
        return BillingNotice.MEMBERSHIP_FIELDS;
    }

    @Override
    public String statistics() {
        return STATISTICS;
    }

    @Override
    public boolean takesOrders() {
        return false;
    }
}
