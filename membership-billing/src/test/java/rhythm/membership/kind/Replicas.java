package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;

/** Two replicas of the engine on one database, with one clock and one postbox, and the notice {@code n1}. */
final class Replicas implements AutoCloseable {
    final MovableClock clock;
    final Postbox post = new Postbox();
    final Bench one;
    final Bench other;

    Replicas(String now) {
        String name = "replicas_" + UUID.randomUUID().toString().substring(0, 8);
        clock = new MovableClock(now);
        one = new Bench(name, clock, post);
        other = new Bench(name, clock, post);
        one.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", "n1")
                        .put("name", "Renew")
                        .put("subject", "Renew")
                        .put("text", "Soon"));
    }

    /** Stores a draft that notifies the members who expire from the one day to the other. */
    void noticeRun(String id, String from, String to, JsonObject more) {
        one.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("status", "draft")
                        .put("generate_renewal_notices", true)
                        .put("renewal_notice_options", range(from, to).put("renewal_notice_id", "n1"))
                        .mergeIn(more));
    }

    static JsonObject range(String from, String to) {
        return new JsonObject().put("expiration_date_range_start", from).put("expiration_date_range_end", to);
    }

    /** Both replicas work at once until neither finds anything due. */
    void tick() {
        Bench.atOnce(one.loop::runDry, other.loop::runDry);
        one.loop.runDry();
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
