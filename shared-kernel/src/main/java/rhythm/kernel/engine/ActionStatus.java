package rhythm.kernel.engine;

import static rhythm.kernel.engine.Actor.CLIENT;
import static rhythm.kernel.engine.Actor.ENGINE;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * The life of one action of a run: each status lists its legal exits and who may take them. What clients ask for is checked
 * against it; the engine's statements say theirs themselves.
 */
public enum ActionStatus {
    @JsonProperty("pending")
    PENDING("pending"),
    @JsonProperty("processing")
    PROCESSING("processing"),
    @JsonProperty("processing order")
    PROCESSING_ORDER("processing order"),
    @JsonProperty("completed")
    COMPLETED("completed"),
    @JsonProperty("payment failure")
    PAYMENT_FAILURE("payment failure"),
    @JsonProperty("error")
    ERROR("error"),
    @JsonProperty("excluded")
    EXCLUDED("excluded"),
    @JsonProperty("no longer eligible")
    NO_LONGER_ELIGIBLE("no longer eligible"),
    @JsonProperty("expiration date changed")
    EXPIRATION_DATE_CHANGED("expiration date changed");

    private final String wire;

    ActionStatus(String wire) {
        this.wire = wire;
    }

    /** The name that clients and tables know. */
    public String wire() {
        return wire;
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
                        PROCESSING_ORDER, Set.of(ENGINE),
                        COMPLETED, Set.of(ENGINE), // decision 11
                        NO_LONGER_ELIGIBLE, Set.of(ENGINE),
                        EXPIRATION_DATE_CHANGED, Set.of(ENGINE));
            case EXCLUDED -> Map.of(PENDING, Set.of(CLIENT));
            // A lease that ran out gives the action back, as long as its mail cannot be out.
            case PROCESSING -> Map.of(PENDING, Set.of(ENGINE), COMPLETED, Set.of(ENGINE), ERROR, Set.of(ENGINE));
            case PROCESSING_ORDER ->
                Map.of(
                        COMPLETED, Set.of(ENGINE),
                        PAYMENT_FAILURE, Set.of(ENGINE),
                        ERROR, Set.of(ENGINE));
            // The deed is done, and only its mail failed; a retry sends that alone.
            case COMPLETED -> Map.of(ERROR, Set.of(ENGINE));
            // Back by retrying the run, which the client asks for and the engine does.
            case ERROR -> Map.of(PENDING, Set.of(ENGINE), COMPLETED, Set.of(ENGINE));
            case PAYMENT_FAILURE -> Map.of(PENDING, Set.of(ENGINE));
            // A refresh that finds the candidate again takes her in again.
            case NO_LONGER_ELIGIBLE, EXPIRATION_DATE_CHANGED -> Map.of(PENDING, Set.of(ENGINE));
        };
    }
}
