package rhythm.kernel.run;

import java.time.OffsetDateTime;
import java.util.Map;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.store.Tx;

/**
 * Keeps the list of what is due in step with the records. The statements are public for those who write runs by other
 * means; each takes {@code $1} the tenant and {@code $2} the record, and belongs in the transaction that writes it.
 */
public final class DueWork {
    /** First of two after a run was written: takes the run off the list. */
    public static final String FORGET_RUN =
            "delete from due_work where tenant_id = $1 and record_id = $2 and kind in ('preprocessing', 'execution', 'review')";

    /** Second of two: puts it on again if its status asks for work. */
    public static final String NOTE_RUN = """
            insert into due_work (tenant_id, kind, record_id, due_at)
            select r.tenant_id,
              case when r.status in ('scheduled', 'preprocessing') then 'preprocessing' else 'execution' end, r.id,
              case r.status when 'scheduled' then r.scheduled_preprocessing_date
                when 'scheduled for execution' then r.scheduled_run_date else '-infinity' end
            from billing_runs r
            where r.tenant_id = $1 and r.id = $2 and (r.status in ('preprocessing', 'running')
              or r.status = 'cancelled' and r.executed and exists (select from billing_run_actions a
                where a.tenant_id = $1 and a.billing_run_id = $2 and (a.mail_state in ('queued', 'sending') or a.status = 'processing order'))
              or r.status = 'scheduled' and r.scheduled_preprocessing_date is not null
              or r.status = 'scheduled for execution' and r.scheduled_run_date is not null)
            union all select r.tenant_id, 'review', r.id, '-infinity' from billing_runs r
            where r.tenant_id = $1 and r.id = $2 and (r.status in ('ready for execution', 'scheduled for execution')
              or exists (select from attention t where t.tenant_id = $1 and t.record_id = $2 and t.status = 'open'
                and t.kind in ('overdue list', 'list too old')))
            on conflict (tenant_id, kind, record_id) do update set due_at = excluded.due_at
            returning record_id""";

    /** First of two after a recurring run was written. */
    public static final String FORGET_RECURRING =
            "delete from due_work where tenant_id = $1 and record_id = $2 and kind = 'recurring run'";

    /** Second of two. */
    public static final String NOTE_RECURRING = """
            insert into due_work (tenant_id, kind, record_id, due_at)
            select r.tenant_id, 'recurring run', r.id, r.sys_next_processing_date from recurring_billing_runs r
            where r.tenant_id = $1 and r.id = $2 and r.is_active is not false and r.sys_next_processing_date is not null
            on conflict (tenant_id, kind, record_id) do update set due_at = excluded.due_at
            returning record_id""";

    /** Has a tenant looked at by a {@link Watch}, {@code $2}, from {@code $3} on; costs nothing where it is already. */
    public static final String NOTE_WATCH = """
            insert into due_work (tenant_id, kind, record_id, due_at) values ($1, $2, '', $3) on conflict do nothing""";

    /** The same for a look that is not to wait for the next one. */
    public static final String HURRY_WATCH = """
            insert into due_work (tenant_id, kind, record_id, due_at) values ($1, $2, '', $3)
            on conflict (tenant_id, kind, record_id) do update set due_at = least(due_work.due_at, excluded.due_at)
            returning record_id""";

    private DueWork() {}

    /** {@link #NOTE_WATCH} among a kind's effects, for a look as soon as they are made. */
    public static Change watch(String name) {
        return new Change(
                NOTE_WATCH.replace("$1", ":tenant").replace("$2", ":watch").replace("$3", ":now"),
                Map.of("watch", name));
    }

    static void run(Tx tx, String tenant, String id) {
        tx.run(FORGET_RUN, tenant, id);
        tx.run(NOTE_RUN, tenant, id);
    }

    /** The run's work is not due before then. */
    static void later(Tx tx, String tenant, String id, OffsetDateTime then) {
        run(tx, tenant, id);
        tx.run("""
                update due_work set due_at = $3
                where tenant_id = $1 and record_id = $2 and kind in ('preprocessing', 'execution')""", tenant, id, then);
    }

    /** The work of this kind is not due before then. */
    static void postpone(Tx tx, String tenant, String kind, String record, OffsetDateTime then) {
        tx.run(
                "update due_work set due_at = $4 where tenant_id = $1 and kind = $2 and record_id = $3",
                tenant,
                kind,
                record,
                then);
    }

    static void forget(Tx tx, String tenant, String kind, String record) {
        tx.run("delete from due_work where tenant_id = $1 and kind = $2 and record_id = $3", tenant, kind, record);
    }

    static boolean isLater(Tx tx, String tenant, String id, OffsetDateTime now) {
        return tx.run("select 1 from due_work where tenant_id = $1 and record_id = $2 and due_at > $3", tenant, id, now)
                        .size()
                > 0;
    }

    /** Whether the look that is due is the caller's; the next is due {@code then}. */
    static boolean takeLook(Tx tx, String tenant, String watch, OffsetDateTime now, OffsetDateTime then) {
        return tx.run("""
                update due_work set due_at = $4 where tenant_id = $1 and kind = $2 and due_at <= $3
                returning 1""", tenant, watch, now, then).size() > 0;
    }

    static void recurring(Tx tx, String tenant, String id) {
        tx.run(FORGET_RECURRING, tenant, id);
        tx.run(NOTE_RECURRING, tenant, id);
    }
}
