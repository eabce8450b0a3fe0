package rhythm.kernel.run;

import rhythm.kernel.store.Tx;

/** Opens failed actions again: what was done stays done, only what failed is tried once more. */
final class Retry {
    private final Engine engine;

    Retry(Engine engine) {
        this.engine = engine;
    }

    void reopen(Tx tx, BillingRun run, boolean includePaymentFailures, Now now) {
        RunCounts counts = new RunCounts();
        // a mail that may be out is not sent again (decision 7)
        String isUnsent = "a.mail_state is distinct from 'unknown'";
        // done already, and only its mail failed: the mail alone is tried again
        reopen(tx, run, now, "error", "a.done and " + isUnsent, "completed", "queued", counts);
        reopen(tx, run, now, "error", "a.done is not true and " + isUnsent, "pending", null, counts);
        if (includePaymentFailures) {
            // the charge is tried once more, whatever became of the notice that it failed
            reopen(tx, run, now, "payment failure", "a.done is not true", "pending", null, counts);
        }
        counts.write(tx, run.tenant(), run.id());
    }

    private void reopen(
            Tx tx, BillingRun run, Now now, String from, String which, String to, String mailState, RunCounts counts) {
        tx.run(
                        """
                with opened as (
                  update billing_run_actions a set status = $5, mail_state = $6, mail_attempts = null,
                    mail_not_before = null, error_message = null, error_stack = null, lease = null,
                    leased_until = null, sys_version = a.sys_version + 1, sys_last_modified_at = $7
                  where a.tenant_id = $1 and a.billing_run_id = $2 and a.type = any($3) and a.status = $4
                    and %s returning a.type)
                select type, count(*) from opened group by type""".formatted(which),
                        run.tenant(),
                        run.id(),
                        engine.domain().kinds().stream().map(Kind::type).toArray(String[]::new),
                        from,
                        to,
                        mailState,
                        now.real())
                .forEach(row -> counts.move(row.getString(0), from, to, row.getLong(1)));
    }
}
