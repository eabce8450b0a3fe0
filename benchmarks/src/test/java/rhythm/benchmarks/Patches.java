package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** (d) Patches through batches of a hundred against single PATCH calls, with the same number of callers. */
final class Patches {
    private static final int MEMBERS = 100_000;
    private static final int BATCH = 100;
    private static final int ROUNDS = 5;

    private Patches() {}

    static List<Figure> measure(Stage stage) throws SQLException {
        Members.make(stage, MEMBERS, "2027-01-01");
        List<Figure> figures = new ArrayList<>();
        Load load = new Load(stage, 8);
        load.warmUp(20_000, Patches::single);
        load.warmUp(2_000, Patches::batch);
        figures.addAll(measure(stage, 8));
        figures.addAll(measure(stage, 1));
        return figures;
    }

    private static List<Figure> measure(Stage stage, int callers) {
        Load load = new Load(stage, callers);
        Samples single = new Samples();
        Samples batch = new Samples();
        for (int round = 0; round < ROUNDS; round++) {
            single.add(load.perSecond(3, Patches::single));
            batch.add(load.perSecond(3, Patches::batch) * BATCH);
        }
        String by = callers == 1 ? ", 1 caller" : ", " + callers + " callers";
        return List.of(
                Figure.of("d  single patches" + by, single.median(), "/s"),
                Figure.of("d  patches in batches of 100" + by, batch.median(), "/s"),
                Figure.atLeast("d  batches against singles" + by, batch.median() / single.median(), 10, "times"));
    }

    private static void single(Connection connection, ThreadLocalRandom random) throws IOException {
        int member = random.nextInt(MEMBERS) + 1;
        connection.call("PATCH", "/memberships/" + Stage.TENANT + "/" + Members.id(member), patch(random));
    }

    private static void batch(Connection connection, ThreadLocalRandom random) throws IOException {
        String operations = random.ints(1, MEMBERS + 1)
                .distinct()
                .limit(BATCH)
                .mapToObj(member -> "{\"operation\":\"patch\",\"id\":\"" + Members.id(member)
                        + "\",\"patch_directives\":" + patch(random) + "}")
                .collect(Collectors.joining(",", "{\"operations\":[", "]}"));
        String answer = connection
                .call("POST", "/memberships/" + Stage.TENANT + "/batch", operations)
                .text();
        if (!answer.startsWith("{\"success_count\":" + BATCH)) {
            throw new IOException("a batch failed: " + answer.substring(0, Math.min(300, answer.length())));
        }
    }

    private static String patch(ThreadLocalRandom random) {
        return "[{\"op\":\"replace\",\"path\":\"/first_name\",\"value\":\"Name" + random.nextInt(1_000_000) + "\"}]";
    }
}
