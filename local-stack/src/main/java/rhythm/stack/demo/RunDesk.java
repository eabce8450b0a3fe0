package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rhythm.stack.ServiceClient;

/** What staff do with the runs: wait for the next one, look at its actions, take some out, execute it. */
public final class RunDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ServiceClient service;
    private final String recurringRunId;
    private final String actionFields;
    private final Set<String> seen = new HashSet<>();

    RunDesk(ServiceClient service, String recurringRunId, String actionFields) {
        this.service = service;
        this.recurringRunId = recurringRunId;
        this.actionFields = actionFields;
    }

    /** The run that the recurring run has made since the last one, ready to be looked at. */
    String awaitReady(String month) {
        String id = await(() -> newRun(), "no run was made for " + month + ": " + recurringRun());
        seen.add(id);
        awaitStatus(id, "ready for execution");
        return id;
    }

    private @Nullable String newRun() {
        return service.list("billingRuns", "recurringBillingRun", recurringRunId, "id").stream()
                .map(run -> run.path("id").asText())
                .filter(id -> !seen.contains(id))
                .findFirst()
                .orElse(null);
    }

    private String recurringRun() {
        return service.get("recurringBillingRuns", "/" + recurringRunId).toString();
    }

    List<JsonNode> actions(String run) {
        return service.list("billingRunActions", "billingRun", run, actionFields);
    }

    /** Takes an action out of its run. */
    public void exclude(JsonNode action) {
        service.set("billingRunActions", action.path("id").asText(), "status", "excluded");
    }

    /** Executes the run and answers it as it is when completed. */
    JsonNode execute(String run) {
        ObjectNode nothing = ServiceClient.JSON.createObjectNode();
        service.post("billingRuns", "/execute/" + run, nothing);
        return awaitStatus(run, "completed");
    }

    private JsonNode awaitStatus(String id, String wanted) {
        return await(
                () -> {
                    JsonNode run = service.get("billingRuns", "/" + id);
                    String status = run.path("status").asText();
                    if (Set.of("error", "timed out", "cancelled").contains(status)) {
                        throw new IllegalStateException("run " + id + " is in " + status + ": " + run);
                    }
                    return status.equals(wanted) ? run : null;
                },
                "run " + id + " did not become " + wanted);
    }

    private static <T> T await(Supplier<@Nullable T> look, String otherwise) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        long pause = 4;
        T found = look.get();
        while (found == null) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(otherwise);
            }
            sleep(pause);
            pause = Math.min(100, pause * 2);
            found = look.get();
        }
        return found;
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
