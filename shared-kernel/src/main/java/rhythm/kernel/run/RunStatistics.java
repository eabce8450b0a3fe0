package rhythm.kernel.run;

/**
 * A run's statistics as an SQL expression over the run {@code t}. They are read from a handful of counters, whatever the number
 * of actions.
 */
public final class RunStatistics {
    private static final String TALLY = """
            'total', s.pending + s.processing + s.successful + s.error + s.excluded, 'pending', s.pending,
                'processing', s.processing, 'successful', s.successful, 'error', s.error, 'excluded', s.excluded""";

    private static final String SUMS = """
            coalesce(sum(x.n) filter (where x.status = 'pending'), 0) as pending,
                  coalesce(sum(x.n) filter (where x.status in ('processing', 'processing order')), 0) as processing,
                  coalesce(sum(x.n) filter (where x.status = 'completed'), 0) as successful,
                  coalesce(sum(x.n) filter (where x.status in ('error', 'payment failure')), 0) as error,
                  coalesce(sum(x.n) filter (where x.status in ('excluded', 'no longer eligible',
                    'expiration date changed')), 0) as excluded
                """;

    private static final String COUNTS = SUMS + "from billing_run_counts x ";

    /** An object by kind, and all of them: this head, the service's pairs of type and key, and {@link #OBJECT_TAIL}. */
    public static final String OBJECT_HEAD = "(select jsonb_object_agg(s.kind, jsonb_build_object(" + TALLY
            + ")) from (select case grouping(k.kind) when 1 then 'all_actions' else k.kind end as kind, " + COUNTS
            + "join (values ";

    public static final String OBJECT_TAIL = """
            ) k (type, kind) on k.type = x.type
                where x.tenant_id = t.tenant_id and x.billing_run_id = t.id
                group by rollup (k.kind)) s)""";

    /** An array with one element for each kind that has actions. */
    public static final String ARRAY = "(select jsonb_agg(jsonb_build_object('action', s.type, " + TALLY
            + ") order by s.type) from (select x.type, " + COUNTS + """
            where x.tenant_id = t.tenant_id and x.billing_run_id = t.id group by x.type) s)""";

    /** An array over the run {@code $2} of the tenant {@code $1}: one element for each row of reminders that has actions, by its name. */
    static final String BY_REMINDER = """
            select coalesce(jsonb_agg(jsonb_build_object('action', s.type, 'reminder_id', s.reminder_id, 'name', s.name,\s""" + TALLY + """
            ) order by s.type, s.reminder_id), '[]') from (select x.type, x.reminder_id, max(x.name) as name,\s""" + SUMS + """
             from (select a.type, a.reminder_id, max(a.reminder_name) as name, a.status, count(*) as n from billing_run_actions a
              where a.tenant_id = $1 and a.billing_run_id = $2 and a.reminder_id is not null
              group by a.type, a.reminder_id, a.status) x group by x.type, x.reminder_id) s""";

    private RunStatistics() {}
}
