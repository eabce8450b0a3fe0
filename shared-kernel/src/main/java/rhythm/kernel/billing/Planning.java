package rhythm.kernel.billing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.run.Occurrence;
import rhythm.kernel.run.TenantSettings;
import rhythm.kernel.store.Rows;
import rhythm.kernel.tenant.Settings;
import rhythm.kernel.tenant.SettingsFollower;

/**
 * Writes when recurring runs are next due. Where the tenant's clock or holidays change, the next occurrence keeps its day
 * and hour: what was made already is not made again, and what is still to come is not passed over.
 */
@Singleton
class Planning implements SettingsFollower {
    private static final String PLANNED = """
            select cast(to_jsonb(r) as text) from recurring_billing_runs r
            where r.tenant_id = ?1 and r.is_active is not false and r.next_run_date is not null
            order by r.id for update""";
    private static final String PLAN = """
            update recurring_billing_runs set sys_next_processing_date = $3, next_run_date = $4
            where tenant_id = $1 and id = $2""";
    private static final String UNPLAN = """
            update recurring_billing_runs set sys_next_processing_date = null, next_run_date = null
            where tenant_id = $1 and id = $2""";

    /** Plans the recurring run for its next occurrence, or for none. */
    static Uni<Void> plan(Rows rows, String id, @Nullable Occurrence next) {
        Uni<Void> planned = next == null ? rows.run(UNPLAN, id) : rows.run(PLAN, id, next.processing(), next.run());
        return planned.chain(() -> rows.run(DueWork.FORGET_RECURRING, id))
                .chain(() -> rows.run(DueWork.NOTE_RECURRING, id));
    }

    @Override
    public Uni<Void> follow(Rows rows, @Nullable Settings before, @Nullable Settings after) {
        TenantSettings old = settings(before);
        TenantSettings now = settings(after);
        return now.hasCalendarOf(old)
                ? Uni.createFrom().voidItem()
                : rows.texts(PLANNED).chain(planned -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (String text : planned) {
                        JsonObject recurring = new JsonObject(text);
                        all = all.chain(() -> plan(rows, recurring.getString("id"), moved(recurring, old, now)));
                    }
                    return all;
                });
    }

    private static Occurrence moved(JsonObject recurring, TenantSettings old, TenantSettings now) {
        return Occurrence.moved(
                recurring.getString("schedule"),
                recurring.getInteger("pre_processing_lead_time"),
                old,
                now,
                OffsetDateTime.parse(recurring.getString("next_run_date")).toInstant());
    }

    private static TenantSettings settings(@Nullable Settings record) {
        return record == null ? TenantSettings.DEFAULTS : TenantSettings.of(new JsonObject(RecordMapper.text(record)));
    }
}
