package rhythm.kernel.run;

/**
 * A run's statistics as an SQL expression over the run {@code t}. They are read from a handful of counters, whatever the number
 * of actions.
 */
public final class RunStatistics {
    private static final String TALLY = """
            'total', s.pending + s.processing + s.successful + s.error + s.excluded, 'pending', s.pending,
                'processing', s.processing, 'successful', s.successful, 'error', s.error, 'excluded', s.excluded""";

    private static final String COUNTS = """
            coalesce(sum(x.n) filter (where x.status = 'pending'), 0) as pending,
                  coalesce(sum(x.n) filter (where x.status in ('processing', 'processing order')), 0) as processing,
                  coalesce(sum(x.n) filter (where x.status = 'completed'), 0) as successful,
                  coalesce(sum(x.n) filter (where x.status in ('error', 'payment failure')), 0) as error,
                  coalesce(sum(x.n) filter (where x.status in ('excluded', 'no longer eligible',
                    'expiration date changed')), 0) as excluded
                from billing_run_counts x\s""";

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

    private RunStatistics() {}
}
