package rhythm.kernel.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.record.Caller;
import rhythm.kernel.store.Tx;

/**
 * Looks after lists that wait for people: says so a business day before their date, when that has passed, and when they have
 * become too old; and makes an approved list anew the business day before, where the tenant wants that.
 */
final class Review {
    private static final String OVERDUE_LIST = "overdue list";
    private static final String OLD_LIST = "list too old";

    private final Engine engine;
    private final RunSteps steps;

    Review(Engine engine, RunSteps steps) {
        this.engine = engine;
        this.steps = steps;
    }

    /** Looks at a run; answers whether it has been set to work by that. */
    boolean look(String tenant, String id) {
        Instant business = engine.business(tenant);
        return engine.database().inTenant(tenant, tx -> {
            Optional<BillingRun> found = BillingRun.find(tx, tenant, id, "for update skip locked");
            if (found.isEmpty()) {
                BillingRun.get(tx, tenant, id, "");
            }
            return found.map(run -> look(tx, run, TenantSettings.read(tx, tenant), business))
                    .orElse(false);
        });
    }

    private boolean look(Tx tx, BillingRun run, TenantSettings settings, Instant business) {
        Now now = engine.now(tx, run.tenant(), business);
        boolean waits = run.status().equals(RunStatus.READY_FOR_EXECUTION.wire());
        boolean isApproved = run.status().equals(RunStatus.SCHEDULED_FOR_EXECUTION.wire());
        Instant date = run.time("scheduled_run_date");
        Instant eve = date == null ? null : eve(date, settings);
        Instant listed = run.time("last_refresh_date");
        boolean isEve = eve != null && !eve.isAfter(business) && listed != null && listed.isBefore(eve);
        if (isApproved && isEve && settings.isRefreshedBeforeExecution() && !run.is("sys_locked")) {
            steps.preprocess(tx, run, now, Caller.ENGINE);
            return true;
        }
        boolean isOverdue = waits && date != null && !date.isAfter(business);
        boolean isTooOld = waits && steps.isTooOld(tx, run, now);
        if (isOverdue) {
            tx.run(
                    "update billing_runs set overdue_since = scheduled_run_date where tenant_id = $1 and id = $2",
                    run.tenant(),
                    run.id());
        }
        tell(tx, run, now, OVERDUE_LIST, isOverdue ? "its date has passed, and nobody has approved it" : null);
        tell(tx, run, now, OLD_LIST, isTooOld ? "its list is too old to be carried out; make it anew" : null);
        if (isOverdue || waits && isEve) {
            tx.run(
                    RunNews.NOTE,
                    run.tenant(),
                    run.id(),
                    isOverdue ? RunNews.OVERDUE : RunNews.UNAPPROVED,
                    now.business());
        }
        Instant tooOld =
                listed == null ? null : listed.plus(settings.longestWait()).plusMillis(1);
        Stream.of(eve, date, tooOld)
                .filter(hour -> (waits || isApproved) && hour != null && hour.isAfter(business))
                .min(Instant::compareTo)
                .ifPresentOrElse(
                        next -> DueWork.postpone(tx, run.tenant(), "review", run.id(), next.atOffset(ZoneOffset.UTC)),
                        () -> DueWork.forget(tx, run.tenant(), "review", run.id()));
        return false;
    }

    /** The same hour a business day before. */
    private static Instant eve(Instant date, TenantSettings settings) {
        ZonedDateTime hour = date.atZone(settings.zone());
        return settings.businessDays()
                .minus(hour.toLocalDate(), 1)
                .atTime(hour.toLocalTime())
                .atZone(settings.zone())
                .toInstant();
    }

    /** Notes what waits for people, or that it waits no longer. */
    private static void tell(Tx tx, BillingRun run, Now now, String kind, @Nullable String why) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("text", "the run " + run.row().getString("name") + " waits: " + why);
        String statement = why == null ? Attention.settling(kind, ":run") : Attention.noting(kind, "billingRuns", """
                        select :run::text as record_id, null::numeric as amount, null::text as currency, :text::text as text""");
        new Sql(params).add(statement).run(tx);
    }
}
