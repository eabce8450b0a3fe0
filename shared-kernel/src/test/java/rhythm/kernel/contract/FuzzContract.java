package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import rhythm.kernel.process.Size;

/**
 * Requests that nobody sane would send, made from the service's own document: all operations, roles and media types. Whatever is
 * sent, the answer is one that the document has, and a problem where it refuses. What is found is found again by its seed
 * ({@code -Drhythm.seed=…}).
 */
public interface FuzzContract extends Contract {
    /** Calls a service. */
    int CALLS = Size.of(3_000, 34_000);

    @Test
    default void whateverIsSentIsAnsweredAsDocumented() {
        long seed = Long.getLong("rhythm.seed", 20_261_127L);
        Random random = new Random(seed);
        Tenant acme = acme();
        Tenant globex = globex();
        acme.api
                .send("POST", "/settings/" + acme.name, "{\"requests_per_minute\": 10000000}")
                .is(200);
        List<String> ids = new ArrayList<>(List.of("x"));
        collections()
                .forEach(resource -> ids.add(acme.create(resource).path("id").textValue()));
        String foreign = globex.create(collections().getFirst()).toString();
        JsonNode document =
                acme.api.send("GET", "/q/openapi?format=json", null).is(200).json();
        List<Documented> operations = Documented.all(document);
        FuzzedCalls calls = new FuzzedCalls(random, document, acme, globex, ids);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        TenantState state = new TenantState(TenantState.ENGINES);
        long slowest = 0;
        LoudLog log = new LoudLog();
        for (int call = 0; call < CALLS; call++) {
            Documented one = operations.get(random.nextInt(operations.size()));
            // looking at all records costs more than the call; every tenth is looked at, and with them every sort
            String before = call % 10 == 0 ? state.of(acme) : null;
            long begun = System.nanoTime();
            FuzzedCalls.Sent sent = calls.send(one);
            slowest = Math.max(slowest, System.nanoTime() - begun);
            int status = sent.answer().status();
            if (before != null && status >= 400) {
                assertEquals(
                        before,
                        state.of(acme),
                        () -> "seed " + seed + ": " + one + " was refused, and did this: " + sent);
            }
            statuses.merge(status, 1, Integer::sum);
            assertTrue(
                    one.answers(status) && one.isShaped(document, sent.answer()),
                    () -> "seed " + seed + ": " + one + " answered " + status + ", which is not documented so: "
                            + sent);
        }
        log.close();
        System.out.printf(
                "fuzzed (seed %d): %d calls, statuses %s, slowest answer %d ms%n",
                seed, CALLS, statuses, slowest / 1_000_000);
        assertEquals(List.of(), log.heard(), "failures that were logged");
        assertTrue(statuses.size() > 6, () -> "most sorts of answers are seen: " + statuses);
        Resource first = collections().getFirst();
        assertEquals(
                List.of(foreign),
                globex.api
                        .get(first, "")
                        .is(200)
                        .json()
                        .valueStream()
                        .map(JsonNode::toString)
                        .toList(),
                "nothing reached another tenant");
    }
}
