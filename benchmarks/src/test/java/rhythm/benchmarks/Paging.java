package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** (e) The page after a million rows against the first page, both through the API with its own keys. */
final class Paging {
    private static final int MEMBERS = 1_000_000;
    private static final int CALLS = 400;

    private Paging() {}

    static List<Figure> measure(Stage stage) throws SQLException, IOException {
        Members.make(stage, MEMBERS + 1_000, "2027-01-01");
        String first = "/memberships/" + Stage.TENANT + "/type/type";
        try (Connection connection = stage.connection()) {
            String last = first + "?exclusiveStartKey=" + keyAfterAMillion(connection, first + "?limit=1000");
            Samples near = new Samples();
            Samples far = new Samples();
            for (int call = -CALLS; call < CALLS; call++) {
                double one = milliseconds(connection, first);
                double two = milliseconds(connection, last);
                if (call >= 0) {
                    near.add(one);
                    far.add(two);
                }
            }
            return List.of(
                    Figure.of("e  first page of 100", near.median(), "ms"),
                    Figure.of("e  page of 100 after 1,000,000 rows", far.median(), "ms"),
                    Figure.atMost("e  the far page against the first", far.median() / near.median(), 1.2, "times"));
        }
    }

    /** Walks there as a client would; the keys are sealed, nobody can make one. */
    private static String keyAfterAMillion(Connection connection, String path) throws IOException {
        String key = "";
        for (int page = 0; page < MEMBERS / 1_000; page++) {
            String text = connection
                    .get(key.isEmpty() ? path : path + "&exclusiveStartKey=" + key)
                    .text();
            // the key stands at the end
            key = text.substring(text.lastIndexOf(":\"") + 2, text.length() - 2);
            if (!text.endsWith("\"}") || !text.contains("\"LastEvaluatedKey\"")) {
                throw new IOException("no next key after page " + page);
            }
        }
        return key;
    }

    private static double milliseconds(Connection connection, String path) throws IOException {
        long start = System.nanoTime();
        String text = connection.get(path).text();
        double taken = Samples.seconds(start) * 1000;
        if (!text.startsWith("{\"Count\":100,")) {
            throw new IOException("not a page of 100: " + text.substring(0, 200));
        }
        return taken;
    }
}
