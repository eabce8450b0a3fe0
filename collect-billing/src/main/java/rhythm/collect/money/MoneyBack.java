package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Aftermath;
import rhythm.collect.gateway.Aftermath.Dispute;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Tx;

/**
 * Books money that went back: the payments that a charge made, wherever they were moved since, keep its reference. What goes back in
 * part is divided, as credits are (decision 44): the part is a payment of its own then, and refunded.
 */
final class MoneyBack {
    private static final String LINES = """
            select p.id, p.invoice_id, p.status, p.amount from payments p
            where p.tenant_id = $1 and (p.id = $2 or p.gateway_reference = $3) order by p.id for no key update""";

    /** Takes {@code $4} off the payments {@code $2}, of the first of them first. */
    private static final String TAKEN = """
            with taken as materialized (
              select p.id, p.amount, least(p.amount, $4 - (sum(p.amount) over (order by v.n) - p.amount)) as back
              from unnest($2::text[]) with ordinality v (id, n) join payments p on p.tenant_id = $1 and p.id = v.id),
            divided as (
              insert into payments select (jsonb_populate_record(p, jsonb_build_object('id', p.id || '_' || p.sys_version,
                'amount', t.back, 'status', 'refunded', 'reason', $5::text, 'idempotency_key', null, 'sys_version', 1,
                'sys_created_at', $3::timestamptz, 'sys_created_by_id', '%1$s',
                'sys_last_modified_at', $3::timestamptz, 'sys_last_modified_by_id', '%1$s'))).*
              from taken t join payments p on p.tenant_id = $1 and p.id = t.id where t.back > 0 and t.back < t.amount)
            update payments p set sys_version = p.sys_version + 1, sys_last_modified_at = $3,
              status = case when t.back = t.amount then 'refunded' else p.status end,
              reason = case when t.back = t.amount then $5 else p.reason end,
              amount = case when t.back < t.amount then t.amount - t.back else p.amount end
            from taken t where p.tenant_id = $1 and p.id = t.id and t.back > 0
            returning p.id""".formatted(Caller.ENGINE);

    private static final String MOVED = """
            update payments p set status = $4, reason = $5, sys_version = p.sys_version + 1, sys_last_modified_at = $3
            where p.tenant_id = $1 and p.id = any($2) returning p.id""";

    /** What is there again pays its invoice if that still takes it, and is a credit otherwise. */
    private static final String BACK = """
            update payments p set status = 'complete', reason = $4, sys_version = p.sys_version + 1, sys_last_modified_at = $3,
              invoice_id = (select i.id from invoices i where i.tenant_id = $1 and i.id = p.invoice_id and i.status = 'open'
                and i.balance_due >= p.amount)
            where p.tenant_id = $1 and p.id = any($2) returning p.id""";

    private record Line(String id, @Nullable String invoice, String status, BigDecimal amount) {}

    private final Tx tx;
    private final String tenant;
    private final Moment moment;
    private final Set<String> touched = new TreeSet<>();

    MoneyBack(Tx tx, String tenant, Moment moment) {
        this.tx = tx;
        this.tenant = tenant;
        this.moment = moment;
    }

    /** A refund of ours: of the payment that was named first, then of others that the same charge made. */
    void refunded(String payment, @Nullable String reference, BigDecimal amount, String reason) {
        List<Line> lines = hold(payment, reference);
        List<String> order = new ArrayList<>(List.of(payment));
        lines.stream()
                .filter(line -> line.status.equals("complete") && !line.id.equals(payment))
                .forEach(line -> order.add(line.id));
        take(order, amount, reason);
        follow(lines);
    }

    /** Brings the payments of a charge to what the gateway says came of its money. */
    void bring(String reference, Aftermath aftermath) {
        List<Line> lines = hold("", reference);
        BigDecimal booked = sum(lines, Set.of("refunded"));
        int more = aftermath.refunded().compareTo(booked);
        if (more > 0) {
            BigDecimal rest = aftermath.refunded().subtract(booked);
            take(ids(lines, Set.of("complete", "disputed")), rest, "refunded at the gateway");
        } else if (more < 0) {
            giveBack(lines, booked.subtract(aftermath.refunded()));
        }
        move(lines, aftermath.dispute());
        follow(lines);
    }

    /** A refund that failed after all: whole payments only, as they were refunded. */
    private void giveBack(List<Line> lines, BigDecimal amount) {
        BigDecimal left = amount;
        List<String> back = new ArrayList<>();
        for (Line line : lines) {
            if (line.status.equals("refunded") && line.amount.compareTo(left) <= 0) {
                back.add(line.id);
                left = left.subtract(line.amount);
            }
        }
        run(BACK, back, "its refund failed");
    }

    private void move(List<Line> lines, Dispute dispute) {
        switch (dispute) {
            case OPEN -> run(MOVED, ids(lines, Set.of("complete")), "disputed", "its holder disputes it");
            case LOST -> run(MOVED, ids(lines, Set.of("complete", "disputed")), "reversed", "the dispute was lost");
            case WON -> run(BACK, ids(lines, Set.of("disputed", "reversed")), "the dispute was won");
            case NONE -> {
                // nothing moved
            }
        }
    }

    private List<Line> hold(String payment, @Nullable String reference) {
        List<Line> lines = new ArrayList<>();
        for (Row row : tx.run(LINES, tenant, payment, reference)) {
            lines.add(new Line(row.getString(0), row.getString(1), row.getString(2), row.getBigDecimal(3)));
        }
        Paid.hold(tx, tenant, invoices(lines));
        return lines;
    }

    private void take(List<String> order, BigDecimal amount, String reason) {
        if (!order.isEmpty()) {
            tx.run(TAKEN, tenant, order.toArray(String[]::new), moment.now(), amount, reason)
                    .forEach(row -> touched.add(row.getString(0)));
        }
    }

    private void run(String statement, List<String> payments, Object... more) {
        if (!payments.isEmpty()) {
            List<Object> params = new ArrayList<>(List.of(tenant, payments.toArray(String[]::new), moment.now()));
            params.addAll(List.of(more));
            tx.run(statement, params.toArray()).forEach(row -> touched.add(row.getString(0)));
        }
    }

    private void follow(List<Line> lines) {
        if (!touched.isEmpty()) {
            Paid.follow(tx, tenant, moment, invoices(lines));
            CreditDesk.note(tx, tenant, touched, moment);
        }
    }

    private static String[] invoices(List<Line> lines) {
        return lines.stream()
                .map(Line::invoice)
                .filter(invoice -> invoice != null)
                .distinct()
                .toArray(String[]::new);
    }

    private static List<String> ids(List<Line> lines, Set<String> statuses) {
        return lines.stream()
                .filter(line -> statuses.contains(line.status))
                .map(Line::id)
                .toList();
    }

    private static BigDecimal sum(List<Line> lines, Set<String> statuses) {
        return lines.stream()
                .filter(line -> statuses.contains(line.status))
                .map(Line::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
