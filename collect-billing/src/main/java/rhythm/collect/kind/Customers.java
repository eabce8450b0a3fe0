package rhythm.collect.kind;

import java.util.List;
import java.util.Map;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Notices;

/** The candidates of statements: customers with open invoices, each by the latest of them. */
public final class Customers {
    public static final Notices NOTICES = new Notices(
            "billing_notices",
            "billing_notice_id",
            BillingNotice.STATEMENT_FIELDS,
            Payers.FIELDS
                    + """
              'statement', (select jsonb_build_object('invoice_count', count(*), 'oldest_due_date', min(i.due_date),
                  'balance_due', (select jsonb_build_object('sums', jsonb_agg(jsonb_build_object('currency', s.currency,
                      'sum', %s) order by s.currency))
                    from (select o.currency, sum(o.balance_due) as balance from invoices o where o.tenant_id = :tenant
                      and o.customer_id = c.id and o.status = 'open' group by o.currency) s),
                  'invoices', jsonb_agg(jsonb_build_object('name', i.name, 'due_date', i.due_date,
                    'total', %s,
                    'balance_due', %s, 'currency', i.currency) order by i.due_date, i.id))
                from invoices i
                where i.tenant_id = :tenant and i.customer_id = c.id and i.status = 'open')) as fields
            from actions a
            join customers_with_open_invoices c on c.tenant_id = :tenant and c.id = a.candidate_id""".formatted(
                                    Notices.money("s.balance", "s.currency"),
                                    Notices.money("i.total", "i.currency"),
                                    Notices.money("i.balance_due", "i.currency"))
                    + Payers.RUN,
            List.of());

    static final Candidates CANDIDATES = new Candidates(
            "customer with open invoices", "customers_with_open_invoices", Payers.columns(Map.of()), NOTICES);

    private Customers() {}
}
