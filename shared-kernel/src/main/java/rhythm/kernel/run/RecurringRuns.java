package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.Ids;
import rhythm.kernel.store.Tx;

/**
 * Makes billing runs of recurring runs. Making the run and moving on to the next occurrence are one transaction, so that
 * each occurrence fires once, on any number of replicas.
 */
final class RecurringRuns {
    private static final Logger LOG = Logger.getLogger(RecurringRuns.class);

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 1_000;

    private final Engine engine;

    RecurringRuns(Engine engine) {
        this.engine = engine;
    }

    /** Makes the billing run if the recurring run is due; answers whether it did. */
    boolean fire(String tenant, String id) {
        Instant business = engine.business(tenant);
        try {
            return engine.database().inTenant(tenant, tx -> fire(tx, tenant, id, business));
        } catch (RuntimeException failed) {
            LOG.error("a recurring run could not be made", failed);
            engine.database().withTenant(tenant, tx -> note(tx, tenant, id, business, engine.real(), failed));
            return false;
        }
    }

    private boolean fire(Tx tx, String tenant, String id, Instant business) {
        for (Row row : tx.run("""
                select jsonb_strip_nulls(to_jsonb(r)) from recurring_billing_runs r where r.tenant_id = $1 and r.id = $2
                  and r.is_active is not false and r.sys_next_processing_date <= $3 for update skip locked""", tenant, id, business.atOffset(ZoneOffset.UTC))) {
            fire(tx, tenant, row.getJsonObject(0), business);
            return true;
        }
        boolean isOff = tx.run("""
                        select 1 from recurring_billing_runs where tenant_id = $1 and id = $2 and is_active is not false
                        """, tenant, id).size() == 0;
        if (isOff) {
            tx.run(DueWork.FORGET_RECURRING, tenant, id);
        }
        return false;
    }

    private void fire(Tx tx, String tenant, JsonObject recurring, Instant business) {
        TenantSettings settings = TenantSettings.read(tx, tenant);
        String schedule = recurring.getString("schedule");
        int lead = recurring.getInteger("pre_processing_lead_time");
        Instant planned =
                OffsetDateTime.parse(recurring.getString("next_run_date")).toInstant();
        List<Occurrence> due = Occurrence.due(schedule, lead, settings, planned, business);
        Occurrence next =
                Occurrence.next(schedule, lead, settings, due.getLast().run());
        insert(tx, tenant, recurring, settings, due, business);
        tx.run(
                """
                update recurring_billing_runs set next_run_date = $3, sys_next_processing_date = $4,
                  sys_version = sys_version + 1, sys_last_modified_at = $5, sys_last_modified_by_id = $6
                where tenant_id = $1 and id = $2""",
                tenant,
                recurring.getString("id"),
                next.run().atOffset(ZoneOffset.UTC),
                next.processing().atOffset(ZoneOffset.UTC),
                engine.real().atOffset(ZoneOffset.UTC),
                Caller.ENGINE);
        DueWork.recurring(tx, tenant, recurring.getString("id"));
    }

    private void insert(
            Tx tx,
            String tenant,
            JsonObject recurring,
            TenantSettings settings,
            List<Occurrence> occurrences,
            Instant business) {
        Occurrence due = occurrences.getLast();
        JsonObject template = Runs.template(tx, tenant, recurring.getString("template_id"));
        List<LocalDate> days = occurrences.stream()
                .map(one -> one.run().atZone(settings.zone()).toLocalDate())
                .toList();
        List<JsonObject> drafts = days.stream()
                .map(day -> FromTemplate.draft(template, day, settings.weekStart()))
                .toList();
        JsonObject run = drafts.getLast();
        CatchUp all = new CatchUp();
        all.join(run, drafts.subList(0, drafts.size() - 1));
        noteMissed(tx, tenant, recurring, all.passedOver(), business);
        String id = Ids.next(engine.real());
        run.put("tenant_id", tenant)
                .put("id", id)
                .put("name", name(recurring, days))
                .put("status", "scheduled")
                .put("recurring_billing_run_id", recurring.getString("id"))
                .put("occurrence", due.run().toString())
                .put("scheduled_preprocessing_date", business.toString())
                .put("scheduled_run_date", due.run().toString())
                .put("auto_approve", recurring.getBoolean("auto_approve", false))
                .put("executed", false)
                .put("refresh_needed", false)
                .put("sys_version", 1)
                .put("sys_created_at", engine.real().toString())
                .put("sys_created_by_id", Caller.ENGINE)
                .put("sys_last_modified_at", engine.real().toString())
                .put("sys_last_modified_by_id", Caller.ENGINE);
        // an occurrence that has its run already is passed over
        int made = tx.run("""
                insert into billing_runs select * from jsonb_populate_record(null::billing_runs, $1)
                on conflict (tenant_id, recurring_billing_run_id, occurrence) do nothing returning id""", run).size();
        if (made == 1) {
            DueWork.run(tx, tenant, id);
        }
    }

    /** The day that it is for; of several that it catches up on, the first and the last. */
    private static String name(JsonObject recurring, List<LocalDate> days) {
        String own = recurring.getString("name");
        String suffix = days.size() == 1
                ? " " + days.getLast()
                : " " + days.getLast() + ", catching up from " + days.getFirst();
        int room = LONGEST_NAME - suffix.length();
        boolean fits = own.codePointCount(0, own.length()) <= room;
        return (fits ? own : own.substring(0, own.offsetByCodePoints(0, room))) + suffix;
    }

    /** Days that nobody was looked at for are for people to see to. */
    private void noteMissed(Tx tx, String tenant, JsonObject recurring, List<String> missed, Instant business) {
        if (missed.isEmpty()) {
            return;
        }
        String id = recurring.getString("id");
        String all = "nobody was looked at for " + String.join("; ", missed);
        String text = all.length() <= LONGEST_TEXT ? all : all.substring(0, LONGEST_TEXT - 1) + "…";
        OffsetDateTime now = business.atOffset(ZoneOffset.UTC);
        tx.run("""
                update recurring_billing_runs set last_error = $3, last_error_date = $4 where tenant_id = $1 and id = $2""", tenant, id, text, now);
        // what waits already goes on
        tx.run("""
                update attention a set text = left(a.text || '; ' || $3, 1000), sys_version = a.sys_version + 1, sys_last_modified_at = $4
                where a.tenant_id = $1 and a.record_id = $2 and a.kind = 'missed occurrences' and a.status = 'open'""", tenant, id, text, engine.real().atOffset(ZoneOffset.UTC));
        new Sql(Map.of(
                        "tenant", tenant,
                        "now", now,
                        "real_now", engine.real().atOffset(ZoneOffset.UTC),
                        "record", id,
                        "text", text))
                .add(Attention.noting("missed occurrences", "recurringBillingRuns", """
                        select :record::text as record_id, null::numeric as amount, null::text as currency, :text::text as text"""))
                .run(tx);
    }

    /** The run a recurring run made has its list. */
    static void succeeded(Tx tx, BillingRun run) {
        String recurring = run.row().getString("recurring_billing_run_id");
        if (recurring != null) {
            tx.run(
                    """
                    update recurring_billing_runs set last_run_date = greatest(last_run_date, $3), errors_since_last_run = 0
                    where tenant_id = $1 and id = $2""",
                    run.tenant(),
                    recurring,
                    run.time("occurrence") == null
                            ? null
                            : run.time("occurrence").atOffset(ZoneOffset.UTC));
        }
    }

    /** The list of a run that a recurring run made could not be made; it is tried again later. */
    static void failed(Tx tx, BillingRun run, Instant business, Instant real) {
        String recurring = run.row().getString("recurring_billing_run_id");
        if (recurring != null) {
            int errors = count(tx, run.tenant(), recurring, run.row().getString("error"), business, real);
            later(tx, run.tenant(), "preprocessing", run.id(), business, errors);
        }
    }

    private static void note(Tx tx, String tenant, String id, Instant business, Instant real, RuntimeException failed) {
        int errors = count(tx, tenant, id, RunFailure.message(failed), business, real);
        later(tx, tenant, "recurring run", id, business, errors);
    }

    private static int count(Tx tx, String tenant, String id, String error, Instant business, Instant real) {
        for (Row row :
                tx.run("""
                update recurring_billing_runs set last_error = $3, last_error_date = $4,
                  errors_since_last_run = coalesce(errors_since_last_run, 0) + 1,
                  sys_version = sys_version + 1, sys_last_modified_at = $5
                where tenant_id = $1 and id = $2 returning errors_since_last_run""", tenant, id, error, business.atOffset(ZoneOffset.UTC), real.atOffset(ZoneOffset.UTC))) {
            return row.getInteger(0);
        }
        return 1;
    }

    private static void later(Tx tx, String tenant, String kind, String id, Instant business, int errors) {
        Duration wait = Duration.ofMinutes(Math.min(1L << Math.min(errors, 10), 720));
        tx.run("""
                insert into due_work (tenant_id, kind, record_id, due_at) values ($1, $2, $3, $4)
                on conflict (tenant_id, kind, record_id) do update set due_at = excluded.due_at""", tenant, kind, id, business.plus(wait).atOffset(ZoneOffset.UTC));
    }
}
