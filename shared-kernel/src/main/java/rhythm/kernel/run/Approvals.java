package rhythm.kernel.run;

import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/**
 * What holds of every approval, given by its own call or by a run's status alike. The statements are for the transaction that
 * gives it, after the run was written; each takes {@code $1} the tenant and {@code $2} the run.
 */
public final class Approvals {
    /** Writes down what was approved, by {@code $3} at {@code $4} with the words {@code $5}. */
    public static final String NOTE = """
            update billing_runs r set approved_by_id = $3, approved_at = $4, approval_comment = $5, approved =\s""" + Expectation.OF_LIST + """
             where r.tenant_id = $1 and r.id = $2""";

    /** Answers, as {@code field: reason}, what keeps {@code $3} from approving the run for the hour that it has; nothing else. */
    public static final String OBJECTION = """
            select * from (select case when r.refresh_needed then 'status: the run has changed since its list was made; refresh first'
                when s.refresh_before_execution is not true and r.scheduled_run_date > r.last_refresh_date + make_interval(hours => 24 * coalesce(s.max_days_since_refresh, 7))
                  then format('scheduled_run_date: by then the list is more than %s days old; refresh it nearer to the date',
                    coalesce(s.max_days_since_refresh, 7))
                when s.approval = 'second person' and r.listed_by_id = $3
                  then 'status: somebody else approves a list than who last made or changed it' end as objection
              from billing_runs r left join settings s on s.tenant_id = r.tenant_id
              where r.tenant_id = $1 and r.id = $2) o where o.objection is not null""";

    /** After a list was changed by hand, by {@code $3}: it is his, and what was approved is to be approved anew. */
    public static final String LIST_CHANGED = """
            update billing_runs r set listed_by_id = $3,
              error = case r.status when 'scheduled for execution'
                then 'approval withdrawn: the list was changed after it was approved' else r.error end,
              sys_version = r.sys_version + case r.status when 'scheduled for execution' then 1 else 0 end,
              status = case r.status when 'scheduled for execution' then 'ready for execution' else r.status end
            where r.tenant_id = $1 and r.id = $2
              and (r.status = 'scheduled for execution' or r.listed_by_id is distinct from $3)""";

    /** Whether a list that was made anew, of the run {@code r}, holds more than was approved. */
    static final String HAS_GROWN = """
            (exists (select from billing_run_actions a where a.tenant_id = r.tenant_id and a.billing_run_id = r.id
                and a.status = 'pending' and a.outcome_of_last_refresh = 'added')
              or exists (select from jsonb_each_text(""" + Expectation.OF_LIST + """
             -> 'amounts') now where now.value::numeric > coalesce((r.approved -> 'amounts' ->> now.key)::numeric, 0)))""";

    private static final String ONE_PERSON = """
            select 'status: somebody else carries a list out than who last made or changed it, or approves it before'
            from billing_runs r join settings s on s.tenant_id = r.tenant_id and s.approval = 'second person'
            where r.tenant_id = $1 and r.id = $2 and r.listed_by_id = $3""";

    private Approvals() {}

    /** Refuses by an objection. */
    public static void refuse(String objection) {
        int colon = objection.indexOf(": ");
        throw Problem.CONFLICT.field(objection.substring(0, colon), objection.substring(colon + 2));
    }

    /** Who has a list carried out approves it by that, unless it was approved before. */
    static void requireSecond(Tx tx, BillingRun run, String by) {
        if (!run.status().equals("scheduled for execution")) {
            tx.run(ONE_PERSON, run.tenant(), run.id(), by).forEach(row -> refuse(row.getString(0)));
        }
    }

    static void require(Tx tx, BillingRun run, String by) {
        tx.run(OBJECTION, run.tenant(), run.id(), by).forEach(row -> refuse(row.getString(0)));
    }
}
