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

    /** An operation of the document. */
    record Documented(String verb, String path, JsonNode operation) {}

    private static List<Documented> operations(JsonNode document) {
        List<Documented> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    // who moves the clock makes runs due; that is not what is tried here
                    if (operation.getValue().isObject() && !path.getKey().startsWith("/clock")) {
                        all.add(new Documented(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
                    }
                }));
        return all;
    }

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
        List<Documented> operations = operations(document);
        FuzzedCalls calls = new FuzzedCalls(random, document, acme, globex, ids);
        TreeMap<Integer, Integer> statuses = new TreeMap<>();
        for (int call = 0; call < CALLS; call++) {
            Documented one = operations.get(random.nextInt(operations.size()));
            FuzzedCalls.Sent sent = calls.send(one);
            int status = sent.answer().status();
            statuses.merge(status, 1, Integer::sum);
            assertTrue(
                    one.operation().path("responses").has(String.valueOf(status)),
                    () -> "seed " + seed + ": " + one.verb() + " " + one.path() + " answered " + status
                            + ", which is not documented: " + sent);
        }
        System.out.printf("fuzzed (seed %d): %d calls, statuses %s%n", seed, CALLS, statuses);
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
