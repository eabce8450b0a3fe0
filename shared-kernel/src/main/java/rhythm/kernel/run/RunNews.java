package rhythm.kernel.run;

/**
 * What those behind a run's {@code notification_email} are told of it. It is noted in the transaction in which it happens, once
 * for each list, execution or date, and mailed after that by {@link RunMail}.
 */
public final class RunNews {
    public static final String CANCELLED = "cancelled";
    static final String COMPLETED = "completed";
    static final String FAILED = "failed";
    static final String OVERDUE = "overdue";
    static final String READY = "ready for review";
    static final String TIMED_OUT = "timed out";
    static final String UNAPPROVED = "unapproved";

    /** Notes that {@code $3} happened at {@code $4} to the run {@code $2} of the tenant {@code $1}; nothing where nobody listens. */
    public static final String NOTE = """
            with noted as (
              insert into run_news (tenant_id, id, billing_run_id, event, since, facts, state)
              select r.tenant_id, r.id || '_' || replace($3, ' ', '-') || '_' || case when $3 in ('unapproved', 'overdue')
                  then cast(cast(extract(epoch from r.scheduled_run_date) as bigint) as text) else coalesce(right(r.execution_arn, 36), '') end,
                r.id, $3, $4, jsonb_strip_nulls(jsonb_build_object('date', r.scheduled_run_date, 'error', r.error,
                  'counts', (select jsonb_agg(jsonb_build_array(x.type, x.status, x.n) order by x.type, x.status)
                    from billing_run_counts x where x.tenant_id = r.tenant_id and x.billing_run_id = r.id and x.n > 0),
                  'list', case when $3 in ('ready for review', 'unapproved', 'overdue') then\s""" + Expectation.OF_LIST + """
                 end,
                  'changes', case when $3 = 'ready for review' then (select jsonb_object_agg(o.outcome, o.n) from (
                    select a.outcome_of_last_refresh as outcome, count(*) as n from billing_run_actions a
                    where a.tenant_id = r.tenant_id and a.billing_run_id = r.id and a.last_refresh_date = r.last_refresh_date
                      and a.outcome_of_last_refresh in ('added', 'removed') group by 1) o) end)), 'queued'
              from billing_runs r where r.tenant_id = $1 and r.id = $2 and r.notification_email <> ''
                and (r.notify_on is null or $3 = any(r.notify_on))
              on conflict do nothing returning tenant_id, id)
            insert into due_work (tenant_id, kind, record_id, due_at)
            select n.tenant_id, 'run news', n.id, '-infinity' from noted n on conflict do nothing
            returning record_id""";

    private RunNews() {}
}
