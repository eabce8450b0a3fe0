package rhythm.membership.kind;

import java.util.List;
import java.util.Map;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Notices;
import rhythm.kernel.run.Notices.Limit;
import rhythm.membership.billingnotice.BillingNotice;

/** The candidates of every kind here, and what their mails can say about them. */
public final class Memberships {
    private static final String CURRENCY =
            "coalesce(p.currency, (select s.currency from settings s where s.tenant_id = c.tenant_id))";

    public static final Notices NOTICES = new Notices(
            "billing_notices",
            "billing_notice_id",
            BillingNotice.MEMBERSHIP_FIELDS,
            """
            select a.id, c.email_address as email, jsonb_build_object(
              'contact', jsonb_build_object('first_name', c.first_name, 'last_name', c.last_name,
                'email_address', c.email_address),
              'organization', jsonb_build_object('name', c.organization_name),
              'membership', jsonb_build_object('name', c.name, 'type', t.name, 'package', p.name,
                'status', c.status, 'join_date', c.join_date, 'term_start_date', c.term_start_date,
                'expiration_date', c.expiration_date, 'renewal_price', %s, 'currency', %s),
              'card', jsonb_build_object('type', c.renewal_payment_info ->> 'card_type',
                'last_four', c.renewal_payment_info ->> 'last_four',
                'expiration', c.renewal_payment_info ->> 'card_expiration'),
              'order', jsonb_build_object('id', coalesce(a.order_id, c.renewal_order_id), 'total', %s,
                'balance_due', %s),
              'run', jsonb_build_object('name', r.name), 'reminder', jsonb_build_object('name', a.reminder_name)) as fields
            from actions a
            join memberships c on c.tenant_id = :tenant and c.id = a.candidate_id
            left join billing_runs r on r.tenant_id = :tenant and r.id = a.billing_run_id
            left join types t on t.tenant_id = :tenant and t.id = c.type_id
            left join packages p on p.tenant_id = :tenant and p.id = coalesce(c.renews_with_id, c.package_id)""".formatted(
                            Notices.money("p.renewal_price", CURRENCY),
                            CURRENCY,
                            Notices.money("a.amount", "coalesce(a.currency, " + CURRENCY + ")"),
                            Notices.money("c.renewal_order_balance_due", "coalesce(a.currency, " + CURRENCY + ")")),
            List.of(
                    new Limit("statuses", "c.status = any(:limit)", "c.status"),
                    new Limit("roles", "c.roles && :limit", "array_to_string(c.roles, ', ')")));

    static final Candidates CANDIDATES = new Candidates(
            "membership",
            "memberships",
            Map.of("name", "c.name", "membership_id", "c.id", "expiration_date", "c.expiration_date"),
            NOTICES);

    private Memberships() {}
}
