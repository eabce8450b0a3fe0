package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static rhythm.kernel.run.Expectation.NONE;
import static rhythm.membership.kind.Bench.ANN;
import static rhythm.membership.kind.Bench.TENANT;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.process.Size;

/** A mail and a drop for each of many members. */
class ReplicasTest {
    private static final int MEMBERS = Size.of(3_000, 10_000);

    private final Replicas replicas = new Replicas("2026-03-01T10:00:00Z");
    private final Postbox post = replicas.post;
    private final Bench one = replicas.one;

    @BeforeEach
    void open() {
        one.members(MEMBERS, "2026-02-15");
    }

    @AfterEach
    void close() {
        replicas.close();
    }

    @Test
    void two_executors_carry_out_every_action_once() {
        JsonObject drops = new JsonObject()
                .put("perform_drops", true)
                .put("drop_options", Replicas.range("2026-02-01", "2026-02-28"));
        replicas.noticeRun("r1", "2026-02-01", "2026-02-28", drops);
        one.runs.refresh(TENANT, "r1", ANN);
        replicas.tick();
        assertEquals(Map.of("pending", 2L * MEMBERS), one.actions("r1"));
        one.runs.execute(TENANT, "r1", NONE, ANN);
        while (!one.status("billing_runs", "r1").equals("completed")) {
            replicas.tick();
        }
        assertEquals(Map.of("completed", 2L * MEMBERS), one.actions("r1"));
        assertEquals(MEMBERS, post.arrived.size());
        assertEquals(0, post.twice());
        assertEquals(
                (long) MEMBERS,
                one.count("memberships where status = 'inactive' and last_reminded_at is not null"
                        + " and sys_version = 3"));
    }
}
