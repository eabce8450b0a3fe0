package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;
import rhythm.kernel.gateway.Placement.Unreachable;
import rhythm.kernel.store.Tx;

/** Writes what became of orders onto their actions and candidates; only where the lease is still ours. */
final class OrderRecord {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    private static final String REFUSED = Attention.noting("order refused", "billingRunActions", """
            select a.id as record_id, a.amount, a.currency, left(a.name || ': ' || a.error_message, 1000) as text
            from billing_run_actions a where a.tenant_id = :tenant and a.id = any(:actions) and a.status = 'error'""");

    private static final String TAKEN = Attention.settling("order refused", """
            select a.id from billing_run_actions a
            where a.tenant_id = :tenant and a.id = any(:actions) and a.status = 'completed'""");

    /** What stands on an action after its order was placed or not. */
    private record Outcome(
            String status,
            String order,
            String invoice,
            BigDecimal amount,
            String error,
            boolean mails,
            LocalDate nextAttempt) {}

    private final Engine engine;
    private final BillingRun run;
    private final Kind kind;
    private final Plan plan;
    private final String lease;
    private final Now now;

    OrderRecord(Engine engine, BillingRun run, Kind kind, String lease, Now now) {
        this.engine = engine;
        this.run = run;
        this.kind = kind;
        this.plan = run.plan(kind);
        this.lease = lease;
        this.now = now;
    }

    void write(Tx tx, Map<String, Placement> placements) {
        if (placements.isEmpty()) {
            return;
        }
        RunCounts counts = new RunCounts();
        List<String> placed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Row row : update(tx, placements)) {
            String status = row.getString(2);
            counts.move(kind.type(), "processing order", status, 1);
            switch (status) {
                case "completed" -> placed.add(row.getString(1));
                case "error", "payment failure" -> failed.add(row.getString(1));
                default -> {
                    // it waits, and nothing is known that could be done or undone
                }
            }
            Meters.actions(engine, kind.type(), status, 1);
        }
        note(tx, placements.keySet());
        Decision.change(tx, run, placed.isEmpty() ? List.of() : plan.then(), placed, now);
        Decision.change(tx, run, failed.isEmpty() ? List.of() : plan.order().undo(), failed, now);
        if (!placed.isEmpty()) {
            OrderWatch.note(tx, engine, run.tenant(), now);
        }
        counts.write(tx, run.tenant(), run.id());
        Progress.note(tx, engine, run, now);
    }

    /** What collect-billing will not take is for people to see to, until it does. */
    private void note(Tx tx, Set<String> actions) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("actions", actions.toArray(String[]::new));
        new Sql(params).add(REFUSED).run(tx);
        new Sql(params).add(TAKEN).run(tx);
    }

    private Outcome outcome(Placement placement) {
        return switch (placement) {
            case Placed(String order, String invoice, BigDecimal total, boolean _) ->
                new Outcome("completed", order, invoice, total, null, plan.mails(), null);
            case Declined declined ->
                new Outcome(
                        "payment failure",
                        declined.orderId(),
                        declined.invoiceId(),
                        null,
                        "declined: " + declined.code() + ", " + declined.message(),
                        // one notice for each try: an answer given before was told before
                        plan.order().failureNotice() != null && !declined.isRepeated(),
                        declined.nextAttempt());
            case Refused(String reason) -> new Outcome("error", null, null, null, reason, false, null);
            case Unreachable(String reason) ->
                new Outcome("processing order", null, null, null, "waits for collect-billing: " + reason, false, null);
        };
    }

    private Iterable<Row> update(Tx tx, Map<String, Placement> placements) {
        List<String> ids = List.copyOf(placements.keySet());
        List<Outcome> outcomes =
                ids.stream().map(id -> outcome(placements.get(id))).toList();
        return tx.run(
                """
                update billing_run_actions a set status = v.status, order_id = coalesce(v.order_id, a.order_id),
                  invoice_id = coalesce(v.invoice_id, a.invoice_id), amount = coalesce(v.amount, a.amount),
                  error_message = v.error, done = a.done or v.status = 'completed',
                  next_attempt_date = v.next_attempt, mail_state = case when v.mails then 'queued' end, order_attempts = coalesce(a.order_attempts, 0) + 1,
                  order_not_before = case when v.status = 'processing order' then $3::timestamptz
                    + least($4::interval, make_interval(secs => 2 ^ least(coalesce(a.order_attempts, 0), 10))) end,
                  order_body = case when v.status = 'processing order' then a.order_body end,
                  lease = null, leased_until = null, sys_version = a.sys_version + 1, sys_last_modified_at = $3
                from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::numeric[], $10::text[], $11::boolean[],
                  $13::date[]) v (id, status, order_id, invoice_id, amount, error, mails, next_attempt)
                where a.tenant_id = $1 and a.id = v.id and a.id = any($5) and a.lease = $2
                  and a.status = 'processing order' and a.billing_run_id = $12
                returning a.id, a.candidate_id, a.status""",
                run.tenant(),
                lease,
                now.real(),
                io.vertx.pgclient.data.Interval.of(0, 0, 0, 0, 0, (int) LONGEST_WAIT.toSeconds()),
                ids.toArray(String[]::new),
                outcomes.stream().map(Outcome::status).toArray(String[]::new),
                outcomes.stream().map(Outcome::order).toArray(String[]::new),
                outcomes.stream().map(Outcome::invoice).toArray(String[]::new),
                outcomes.stream().map(Outcome::amount).toArray(BigDecimal[]::new),
                outcomes.stream().map(Outcome::error).toArray(String[]::new),
                outcomes.stream().map(Outcome::mails).toArray(Boolean[]::new),
                run.id(),
                outcomes.stream().map(Outcome::nextAttempt).toArray(LocalDate[]::new));
    }
}
