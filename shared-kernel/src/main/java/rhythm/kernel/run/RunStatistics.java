package rhythm.kernel.run;

/**
 * A run's statistics as an SQL expression over the run {@code t}: {@code HEAD}, the service's pairs of type and key, and
 * {@code TAIL}. It reads a handful of counters, whatever the number of actions.
 */
public final class RunStatistics {
    public static final String HEAD = """
            (select jsonb_object_agg(s.kind, jsonb_build_object(
                'total', s.pending + s.processing + s.successful + s.error + s.excluded, 'pending', s.pending,
                'processing', s.processing, 'successful', s.successful, 'error', s.error, 'excluded', s.excluded))
              from (select case grouping(k.kind) when 1 then 'all_actions' else k.kind end as kind,
                  coalesce(sum(x.n) filter (where x.status = 'pending'), 0) as pending,
                  coalesce(sum(x.n) filter (where x.status in ('processing', 'processing order')), 0) as processing,
                  coalesce(sum(x.n) filter (where x.status = 'completed'), 0) as successful,
                  coalesce(sum(x.n) filter (where x.status in ('error', 'payment failure')), 0) as error,
                  coalesce(sum(x.n) filter (where x.status in ('excluded', 'no longer eligible',
                    'expiration date changed')), 0) as excluded
                from billing_run_counts x join (values\s""";

    public static final String TAIL = """
            ) k (type, kind) on k.type = x.type
                where x.tenant_id = t.tenant_id and x.billing_run_id = t.id
                group by rollup (k.kind)) s)""";

    private RunStatistics() {}
}
