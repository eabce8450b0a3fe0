package rhythm.kernel.attention;

import rhythm.kernel.record.Caller;

/** The statements by which the suite notes what waits for a person, and that it waits no longer; for any transaction. */
public final class Attention {
    private Attention() {}

    /**
     * Notes an item for each row of a query; one that waits already stays as it is. {@code :tenant}, {@code :now} and {@code
     * :real_now} are the tenant and the business's and the real time.
     *
     * @param kind what sort of thing waits, in letters and blanks
     * @param resource the resource that the rows are records of
     * @param query gives {@code record_id}, {@code amount}, {@code currency} and {@code text}
     */
    public static String noting(String kind, String resource, String query) {
        return """
                insert into attention (tenant_id, id, sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at,
                  sys_last_modified_by_id, kind, resource, record_id, since, amount, currency, text, status)
                select :tenant, '%1$s_' || n.record_id, 1, :real_now, '%4$s', :real_now, '%4$s', '%2$s', '%3$s', n.record_id,
                  :now, n.amount, n.currency, n.text, 'open'
                from (%5$s) n
                on conflict (tenant_id, id) do update set status = 'open', since = excluded.since, amount = excluded.amount,
                  currency = excluded.currency, text = excluded.text, done_at = null, done_by_id = null, reason = null,
                  sys_version = attention.sys_version + 1, sys_last_modified_at = excluded.sys_last_modified_at,
                  sys_last_modified_by_id = excluded.sys_last_modified_by_id
                where attention.status = 'done'""".formatted(kind.replace(' ', '-'), kind, resource, Caller.ENGINE, query);
    }

    /** Closes all that waits about a record which is deleted: {@code $1} the tenant, {@code $2} the record, {@code $3} now. */
    public static final String GONE = """
            update attention t set status = 'done', done_at = $3, done_by_id = '%1$s', reason = 'deleted',
              sys_version = t.sys_version + 1, sys_last_modified_at = $3, sys_last_modified_by_id = '%1$s'
            where t.tenant_id = $1 and t.record_id = $2 and t.status = 'open'""".formatted(Caller.ENGINE);

    /** Closes the open items of a kind whose records a query of ids gives. */
    public static String settling(String kind, String query) {
        return """
                update attention t set status = 'done', done_at = :now, done_by_id = '%2$s', reason = 'settled',
                  sys_version = t.sys_version + 1, sys_last_modified_at = :real_now, sys_last_modified_by_id = '%2$s'
                where t.tenant_id = :tenant and t.status = 'open' and t.kind = '%1$s' and t.record_id in (%3$s)""".formatted(kind, Caller.ENGINE, query);
    }
}
