package rhythm.membership.kind;

import static rhythm.kernel.bench.Replica.ANN;
import static rhythm.kernel.bench.Replica.TENANT;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Standing;

/** Three members who renew by themselves, and the runs over them. */
abstract class RenewalRuns {
    static final Standing PAID = new Standing(Fate.PAID, BigDecimal.ZERO);

    final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    final Postbox post = new Postbox();
    final OrderBook book = new OrderBook();
    final String database = "orders_" + UUID.randomUUID().toString().substring(0, 8);
    Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(database, clock, post, book);
        bench.insert(
                "packages",
                new JsonObject()
                        .put("id", "p1")
                        .put("name", "Member")
                        .put("renewal_price", 120.5)
                        .put("currency", "EUR")
                        .put("term", 12));
        notice("ok", "Paid {order.total}");
        notice("failed", "Not paid");
        bench.members(3, "2026-03-15");
        change(
                "package_id = 'p1', renew_automatically = true, renewal_payment_info = '{\"stored_payment_method_id\": \"card\"}'");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    final void notice(String id, String subject) {
        bench.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("subject", subject)
                        .put("text", "Dear {membership.name}"));
    }

    final void change(String sql) {
        bench.sql("update memberships set " + sql + " returning id");
    }

    final JsonObject run(String id) {
        return new JsonObject()
                .put("id", id)
                .put("name", id)
                .put("status", "draft")
                .put("batch_id", "b7");
    }

    static JsonObject march() {
        return new JsonObject()
                .put("expiration_date_range_start", "2026-03-01")
                .put("expiration_date_range_end", "2026-03-31");
    }

    final void autoRenewals(String id) {
        ready(run(id).put("perform_auto_renewals", true)
                .put(
                        "auto_renewal_options",
                        march().put("auto_renewal_success_notice_id", "ok")
                                .put("auto_renewal_failure_notice_id", "failed")));
    }

    final void ready(JsonObject run) {
        bench.insert("billing_runs", run);
        bench.runs.refresh(TENANT, run.getString("id"), ANN);
        bench.loop.runDry();
    }

    final void execute(String run) {
        bench.runs.execute(TENANT, run, NONE, ANN);
        bench.loop.runDry();
    }

    final void later(Duration time) {
        clock.pass(time);
        bench.loop.runDry();
    }
}
