package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static rhythm.membership.kind.Bench.ANN;
import static rhythm.membership.kind.Bench.TENANT;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 20,000 actions: a mail and a drop for each member. */
class ReplicasTest {
    private static final int MEMBERS = 10_000;

    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private Bench one;
    private Bench other;

    @BeforeEach
    void open() {
        String name = "replicas_" + UUID.randomUUID().toString().substring(0, 8);
        one = new Bench(name, clock, post);
        other = new Bench(name, clock, post);
        one.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", "n1")
                        .put("name", "Renew")
                        .put("subject", "Renew")
                        .put("text", "Soon"));
        one.members(MEMBERS, "2026-02-15");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void two_executors_carry_out_every_action_once() throws Exception {
        one.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", "r1")
                        .put("name", "r1")
                        .put("status", "draft")
                        .put("generate_renewal_notices", true)
                        .put(
                                "renewal_notice_options",
                                new JsonObject()
                                        .put("expiration_date_range_start", "2026-02-01")
                                        .put("expiration_date_range_end", "2026-02-28")
                                        .put("renewal_notice_id", "n1"))
                        .put("perform_drops", true)
                        .put(
                                "drop_options",
                                new JsonObject()
                                        .put("expiration_date_range_start", "2026-02-01")
                                        .put("expiration_date_range_end", "2026-02-28")));
        one.runs.refresh(TENANT, "r1", ANN);
        atOnce(one.loop::runDry, other.loop::runDry);
        assertEquals(Map.of("pending", 2L * MEMBERS), one.actions("r1"));
        one.runs.execute(TENANT, "r1", ANN);
        while (!one.status("billing_runs", "r1").equals("completed")) {
            atOnce(one.loop::runDry, other.loop::runDry);
        }
        assertEquals(Map.of("completed", 2L * MEMBERS), one.actions("r1"));
        assertEquals(MEMBERS, post.arrived.size());
        assertEquals(0, post.twice());
        assertEquals(
                (long) MEMBERS,
                one.count("memberships where status = 'inactive' and last_reminded_at is not null"
                        + " and sys_version = 3"));
    }

    private static void atOnce(Runnable... works) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> all =
                    threads.invokeAll(List.of(works).stream().map(Executors::callable).toList().stream()
                            .map(work -> (Callable<Object>) work)
                            .toList());
            for (Future<Object> one : all) {
                one.get();
            }
        }
    }
}
