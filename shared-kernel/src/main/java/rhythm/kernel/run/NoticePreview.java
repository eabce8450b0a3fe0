package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhythm.kernel.notice.NoticeRecord;
import rhythm.kernel.notice.NoticeTemplate;
import rhythm.kernel.notice.RenderedNotice;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;

/** Renders a notice for one candidate, as an action without amount or order would; nothing is sent. */
@Singleton
public class NoticePreview {
    private static final String NO_ACTION = """
            with actions as (select 'preview' as id, :candidate::text as candidate_id, null::text as billing_run_id,
              null::text as order_id, null::numeric as amount, null::text as currency,
              null::text as reminder_name)
            """;

    private final TenantDatabase database;

    NoticePreview(TenantDatabase database) {
        this.database = database;
    }

    /** Blocks; for virtual threads. The candidate is of the first of these sorts that knows its id. */
    public RenderedNotice render(String tenant, NoticeRecord notice, List<Notices> sorts, String candidate) {
        for (Notices sort : sorts) {
            Optional<Map<String, Object>> fields = database.inTenant(tenant, tx -> fields(tx, tenant, sort, candidate));
            if (fields.isPresent()) {
                return rendered(template(notice, sort, candidate), fields.get());
            }
        }
        throw Problem.CONFLICT.field("candidate_id", "refers to " + candidate + ", which does not exist");
    }

    private static RenderedNotice rendered(NoticeTemplate template, Map<String, Object> fields) {
        try {
            return template.render(fields);
        } catch (IllegalArgumentException tooLong) {
            throw Problem.CONFLICT.because(String.valueOf(tooLong.getMessage()));
        }
    }

    private static NoticeTemplate template(NoticeRecord notice, Notices sort, String candidate) {
        try {
            return NoticeTemplate.of(notice.subject, notice.html, notice.text, sort.mergeFields());
        } catch (IllegalArgumentException other) {
            throw Problem.CONFLICT.field(
                    "candidate_id", "refers to " + candidate + ", which has not all of the notice's merge fields");
        }
    }

    private static Optional<Map<String, Object>> fields(Tx tx, String tenant, Notices notices, String candidate) {
        Sql sql = new Sql(Map.of("tenant", tenant, "candidate", candidate))
                .add(NO_ACTION)
                .add(notices.mailFields());
        for (Row row : sql.run(tx)) {
            Amounts amounts = new Amounts(TenantSettings.read(tx, tenant).locale());
            return Optional.of(amounts.said(row.getJsonObject("fields").getMap()));
        }
        return Optional.empty();
    }
}
