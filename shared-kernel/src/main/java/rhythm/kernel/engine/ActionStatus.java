package rhythm.kernel.engine;

import static rhythm.kernel.engine.Actor.CLIENT;
import static rhythm.kernel.engine.Actor.ENGINE;
import static rhythm.kernel.engine.Actor.WATCHDOG;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The life of one action of a run: each status lists its legal exits, who may take them, and where it counts. */
public enum ActionStatus {
    @JsonProperty("pending")
    PENDING("pending", Bucket.PENDING),
    @JsonProperty("processing")
    PROCESSING("processing", Bucket.PROCESSING),
    @JsonProperty("processing order")
    PROCESSING_ORDER("processing order", Bucket.PROCESSING),
    @JsonProperty("completed")
    COMPLETED("completed", Bucket.SUCCESSFUL),
    @JsonProperty("payment failure")
    PAYMENT_FAILURE("payment failure", Bucket.ERROR),
    @JsonProperty("error")
    ERROR("error", Bucket.ERROR),
    @JsonProperty("excluded")
    EXCLUDED("excluded", Bucket.EXCLUDED),
    @JsonProperty("no longer eligible")
    NO_LONGER_ELIGIBLE("no longer eligible", Bucket.EXCLUDED),
    @JsonProperty("expiration date changed")
    EXPIRATION_DATE_CHANGED("expiration date changed", Bucket.EXCLUDED);

    private final String wire;
    private final Bucket bucket;

    ActionStatus(String wire, Bucket bucket) {
        this.wire = wire;
        this.bucket = bucket;
    }

    /** The name that clients and tables know. */
    public String wire() {
        return wire;
    }

    /** The pile of the run's statistics that this status counts in. */
    public Bucket bucket() {
        return bucket;
    }

    /** Whether the run has nothing left to do for an action here. */
    public boolean isTerminal() {
        return bucket != Bucket.PENDING && bucket != Bucket.PROCESSING;
    }

    /** The status of a wire name. */
    public static ActionStatus of(String wire) {
        return Arrays.stream(values())
                .filter(status -> status.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + wire + "' is not an action status"));
    }

    /** Whether this actor may take an action from here to the target. */
    public boolean mayBecome(ActionStatus target, Actor actor) {
        return exits().getOrDefault(target, Set.of()).contains(actor);
    }

    private Map<ActionStatus, Set<Actor>> exits() {
        return switch (this) {
            case PENDING ->
                Map.of(
                        EXCLUDED, Set.of(CLIENT),
                        PROCESSING, Set.of(ENGINE),
                        NO_LONGER_ELIGIBLE, Set.of(ENGINE),
                        EXPIRATION_DATE_CHANGED, Set.of(ENGINE));
            case EXCLUDED -> Map.of(PENDING, Set.of(CLIENT));
            // A lease that ran out gives the action back (watchdog); the order may come before or after the charge.
            case PROCESSING ->
                Map.of(
                        PENDING, Set.of(ENGINE, WATCHDOG),
                        PROCESSING_ORDER, Set.of(ENGINE),
                        COMPLETED, Set.of(ENGINE),
                        PAYMENT_FAILURE, Set.of(ENGINE),
                        ERROR, Set.of(ENGINE, WATCHDOG),
                        NO_LONGER_ELIGIBLE, Set.of(ENGINE),
                        EXPIRATION_DATE_CHANGED, Set.of(ENGINE));
            case PROCESSING_ORDER ->
                Map.of(
                        PROCESSING, Set.of(ENGINE),
                        COMPLETED, Set.of(ENGINE),
                        PAYMENT_FAILURE, Set.of(ENGINE),
                        ERROR, Set.of(ENGINE, WATCHDOG),
                        NO_LONGER_ELIGIBLE, Set.of(ENGINE),
                        EXPIRATION_DATE_CHANGED, Set.of(ENGINE));
            // Back to pending by retrying the run, which the client asks for and the engine does.
            case ERROR, PAYMENT_FAILURE -> Map.of(PENDING, Set.of(ENGINE));
            // A refresh that finds the candidate again takes her in again.
            case NO_LONGER_ELIGIBLE -> Map.of(PENDING, Set.of(ENGINE));
            case EXPIRATION_DATE_CHANGED -> Map.of(PENDING, Set.of(ENGINE));
            case COMPLETED -> Map.of();
        };
    }
}
