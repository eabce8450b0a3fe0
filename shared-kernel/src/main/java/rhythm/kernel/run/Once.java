package rhythm.kernel.run;

import java.util.Map;

/** Whoever was told something for a term, by one row of reminders and its notice, is not told it again by another run. */
final class Once {
    private Once() {}

    /** The selection with that condition; things without a term, such as statements, are told as often as runs come by. */
    static Selection narrow(BillingRun run, Kind kind, Selection selection) {
        String term = kind.candidates().columns().get("expiration_date");
        if (term == null || selection.notice() == null) {
            return selection;
        }
        String told = """
                from billing_run_actions o where o.tenant_id = c.tenant_id and o.candidate_id = c.id and o.type = :kind_of_mail
                  and o.billing_run_id <> :own_run and coalesce(o.reminder_id, '') = :row and o.%s = :told_by
                  and o.expiration_date = %s
                  and (o.status in ('processing', 'completed') or o.mail_state = 'unknown')""".formatted(kind.candidates().notices().column(), term);
        Condition once = new Condition(
                "was not told this for the term by another run",
                "not exists (select " + told + ")",
                Map.of(
                        "kind_of_mail", kind.type(),
                        "own_run", run.id(),
                        "row", selection.reminder(),
                        "told_by", selection.notice()),
                "(select o.billing_run_id " + told + " limit 1)",
                "none");
        return selection.with(selection.conditions(), once);
    }
}
