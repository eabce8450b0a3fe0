package rhythm.kernel.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.store.Tx;

/** Opens failed actions again: what was done stays done, only what failed is tried once more. */
final class Retry {
    private final Engine engine;

    Retry(Engine engine) {
        this.engine = engine;
    }

    /** Answers whether there is anything to do by it. */
    boolean reopen(Tx tx, BillingRun run, boolean includePaymentFailures, Now now) {
        RunCounts counts = new RunCounts();
        // a mail that may be out is not sent again (decision 7)
        String isUnsent = "a.mail_state is distinct from 'unknown'";
        long opened = 0;
        for (Kind kind : engine.domain().kinds()) {
            // done already, and only its mail failed: the mail alone is tried again
            opened += reopen(tx, run, kind, now, "error", "a.done and " + isUnsent, "completed", "queued", counts);
            opened +=
                    reopen(tx, run, kind, now, "error", "a.done is not true and " + isUnsent, "pending", null, counts);
            if (includePaymentFailures) {
                // the charge is tried once more if its time has come, whatever became of the notice that it failed
                String isTriable = "a.done is not true and exists (select"
                        + kind.candidates().from() + " and c.id = a.candidate_id and (" + kind.triable() + "))";
                opened += reopen(tx, run, kind, now, "payment failure", isTriable, "pending", null, counts);
            }
        }
        counts.write(tx, run.tenant(), run.id());
        return opened > 0 || isUnfinished(tx, run);
    }

    /** A run that broke off has actions that nobody has come to yet. */
    private static boolean isUnfinished(Tx tx, BillingRun run) {
        return tx.run("""
                select 1 from billing_run_actions a where a.tenant_id = $1 and a.billing_run_id = $2
                  and (a.status in ('pending', 'processing', 'processing order') or a.mail_state in ('queued', 'sending'))
                limit 1""", run.tenant(), run.id()).size() > 0;
    }

    private static long reopen(
            Tx tx,
            BillingRun run,
            Kind kind,
            Now now,
            String from,
            String which,
            String to,
            @Nullable String mailState,
            RunCounts counts) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("type", kind.type());
        params.put("from", from);
        params.put("to", to);
        params.put("mail_state", mailState);
        long opened = new Sql(params).add("""
                update billing_run_actions a set status = :to, mail_state = :mail_state, mail_attempts = null,
                  mail_not_before = null, error_message = null, error_stack = null, lease = null,
                  leased_until = null, sys_version = a.sys_version + 1, sys_last_modified_at = :real_now
                where a.tenant_id = :tenant and a.billing_run_id = :run and a.type = :type and a.status = :from and\s""" + which).run(tx).rowCount();
        counts.move(kind.type(), from, to, opened);
        return opened;
    }
}
