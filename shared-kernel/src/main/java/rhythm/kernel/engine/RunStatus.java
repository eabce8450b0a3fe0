package rhythm.kernel.engine;

import static rhythm.kernel.engine.Actor.CLIENT;
import static rhythm.kernel.engine.Actor.ENGINE;
import static rhythm.kernel.engine.Actor.SCHEDULER;
import static rhythm.kernel.engine.Actor.WATCHDOG;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * The life of a billing run: each status lists its legal exits and who may take them. Every other change of
 * status is a conflict.
 */
public enum RunStatus {
    @JsonProperty("draft")
    DRAFT("draft"),
    @JsonProperty("scheduled")
    SCHEDULED("scheduled"),
    @JsonProperty("preprocessing")
    PREPROCESSING("preprocessing"),
    @JsonProperty("ready for execution")
    READY_FOR_EXECUTION("ready for execution"),
    @JsonProperty("scheduled for execution")
    SCHEDULED_FOR_EXECUTION("scheduled for execution"),
    @JsonProperty("running")
    RUNNING("running"),
    @JsonProperty("completed")
    COMPLETED("completed"),
    @JsonProperty("cancelled")
    CANCELLED("cancelled"),
    @JsonProperty("error")
    ERROR("error"),
    @JsonProperty("timed out")
    TIMED_OUT("timed out");

    private final String wire;

    RunStatus(String wire) {
        this.wire = wire;
    }

    /** The name that clients and tables know. */
    public String wire() {
        return wire;
    }

    /** The status of a wire name. */
    public static RunStatus of(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + wire + "' is not a run status"));
    }

    /** Whether this actor may take a run from here to the target. */
    public boolean mayBecome(RunStatus target, Actor actor) {
        return exits().getOrDefault(target, Set.of()).contains(actor);
    }

    // Leaving error or timed out for preprocessing is for runs that executed nothing; the run knows that, not the
    // status.
    private Map<RunStatus, Set<Actor>> exits() {
        return switch (this) {
            case DRAFT ->
                Map.of(
                        SCHEDULED, Set.of(CLIENT),
                        PREPROCESSING, Set.of(CLIENT, SCHEDULER),
                        CANCELLED, Set.of(CLIENT));
            case SCHEDULED ->
                Map.of(
                        PREPROCESSING, Set.of(CLIENT, SCHEDULER),
                        CANCELLED, Set.of(CLIENT),
                        ERROR, Set.of(ENGINE));
            case PREPROCESSING ->
                Map.of(
                        READY_FOR_EXECUTION, Set.of(ENGINE),
                        SCHEDULED_FOR_EXECUTION, Set.of(ENGINE),
                        CANCELLED, Set.of(CLIENT),
                        ERROR, Set.of(ENGINE, WATCHDOG),
                        TIMED_OUT, Set.of(ENGINE, WATCHDOG));
            case READY_FOR_EXECUTION ->
                Map.of(
                        PREPROCESSING, Set.of(CLIENT, SCHEDULER),
                        SCHEDULED_FOR_EXECUTION, Set.of(CLIENT),
                        RUNNING, Set.of(CLIENT, SCHEDULER),
                        CANCELLED, Set.of(CLIENT));
            case SCHEDULED_FOR_EXECUTION ->
                Map.of(
                        PREPROCESSING, Set.of(CLIENT, SCHEDULER),
                        READY_FOR_EXECUTION, Set.of(CLIENT),
                        RUNNING, Set.of(CLIENT, SCHEDULER),
                        CANCELLED, Set.of(CLIENT),
                        ERROR, Set.of(ENGINE));
            case RUNNING ->
                Map.of(
                        COMPLETED, Set.of(ENGINE),
                        CANCELLED, Set.of(CLIENT),
                        ERROR, Set.of(ENGINE, WATCHDOG),
                        TIMED_OUT, Set.of(ENGINE, WATCHDOG));
            case COMPLETED -> Map.of(RUNNING, Set.of(CLIENT));
            case ERROR, TIMED_OUT -> Map.of(PREPROCESSING, Set.of(CLIENT, SCHEDULER), RUNNING, Set.of(CLIENT));
            case CANCELLED -> Map.of();
        };
    }
}
