package rhythm.collect.order;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Set;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.Ids;
import rhythm.kernel.store.Rows;

/** How orders come to bind and get their invoices, in whatever transaction; that the two agree is the database's to see to. */
public final class Billing {
    /** What every record carries, and who pays; from the row {@code s}, with the id of {@code v}, stamped by the engine at {@code $2}. */
    public static final String STAMPED = """
            (tenant_id, id, sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id,
              customer_type, contact_id, organization_id, customer_id, first_name, last_name, organization_name,
              email_address,\s""";

    public static final String STAMPS = """
             select s.tenant_id, v.id, 1, $2, '%1$s', $2, '%1$s', s.customer_type, s.contact_id, s.organization_id,
              s.customer_id, s.first_name, s.last_name, s.organization_name, s.email_address,\s""".formatted(Caller.ENGINE);

    /** Makes the pro forma ones among the orders {@code $2} binding, at {@code $3}; answers which. */
    public static final String BOUND = """
            update orders o set pro_forma = false, sys_version = o.sys_version + 1, sys_last_modified_at = $3
            where o.tenant_id = $1 and o.id = any($2) and o.pro_forma and o.status = 'awaiting payment' returning o.id""";

    /** The invoices {@code $3} of the whole orders {@code $4}, due on {@code $5}. */
    public static final String INVOICES = "insert into invoices " + STAMPED
            + "name, order_id, lines, total, currency, due_date, balance_due, status, batch_id)" + STAMPS + """
            s.name, s.id, s.lines, s.total, s.currency, cast($5 as date), s.total,
              case when s.total = 0 then 'paid' else 'open' end, s.batch_id
            from unnest(cast($3 as text[]), cast($4 as text[])) v (id, order_id)
            join orders s on s.tenant_id = $1 and s.id = v.order_id""";

    /** The orders {@code $3} name their invoices {@code $2} from now on. */
    public static final String NAMED = """
            update orders o set invoice_id = v.id, status = case when o.total = 0 then 'paid' else o.status end
            from unnest(cast($2 as text[]), cast($3 as text[])) v (id, order_id)
            where o.tenant_id = $1 and o.id = v.order_id""";

    private static final String TODAY = """
            select cast(cast(cast(?2 as timestamptz) at time zone coalesce((select s.time_zone from settings s
              where s.tenant_id = ?1), 'UTC') as date) as text)""";

    private Billing() {}

    /** Binds and bills the pro forma ones among these orders; answers which those were. */
    public static Uni<Set<String>> bind(Rows rows, Set<String> orders, Instant now) {
        return rows.changed(BOUND, orders.toArray(String[]::new), now)
                .chain(bound -> bound.isEmpty()
                        ? Uni.createFrom().item(Set.of())
                        : bill(rows, bound.toArray(String[]::new), now).replaceWith(Set.copyOf(bound)));
    }

    private static Uni<Void> bill(Rows rows, String[] orders, Instant now) {
        String[] invoices = new String[orders.length];
        Arrays.setAll(invoices, _ -> Ids.next(now));
        return rows.texts(TODAY, now)
                .chain(today -> rows.run(INVOICES, now, invoices, orders, LocalDate.parse(today.getFirst())))
                .chain(() -> rows.run(NAMED, invoices, orders));
    }
}
