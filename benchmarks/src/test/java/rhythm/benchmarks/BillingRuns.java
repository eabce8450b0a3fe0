package rhythm.benchmarks;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Billing runs through the API, as a client makes, refreshes and executes them. */
record BillingRuns(Stage stage) {
    private static final Set<String> AT_REST = Set.of("ready for execution", "completed", "error", "timed out");

    /** How long something took, and the most memory the service held meanwhile. */
    record Taken(double seconds, double megabytes) {}

    /** Makes a record and answers its id. */
    String make(String resource, String body) throws IOException {
        try (Connection connection = stage.connection()) {
            return field(
                    connection
                            .call("POST", "/" + resource + "/" + Stage.TENANT, body)
                            .text(),
                    "id");
        }
    }

    Taken refresh(String run) throws IOException {
        return follow("refresh", run, "ready for execution");
    }

    Taken execute(String run) throws IOException {
        return follow("execute", run, "completed");
    }

    private Taken follow(String verb, String run, String wanted) throws IOException {
        String runs = "/billingRuns/" + Stage.TENANT + "/";
        try (Connection connection = stage.connection()) {
            double most = stage.residentMegabytes();
            long start = System.nanoTime();
            connection.call("POST", runs + verb + "/" + run, "");
            while (true) {
                String status =
                        field(connection.get(runs + run + "?fields=status").text(), "status");
                if (status.equals(wanted)) {
                    return new Taken(Samples.seconds(start), Math.max(most, stage.residentMegabytes()));
                }
                if (AT_REST.contains(status) && !status.equals("ready for execution")) {
                    throw new IOException(
                            "the run is " + connection.get(runs + run).text());
                }
                most = Math.max(most, stage.residentMegabytes());
                pause();
            }
        }
    }

    private static String field(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(25);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
