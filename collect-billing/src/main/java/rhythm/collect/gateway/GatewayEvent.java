package rhythm.collect.gateway;

import org.jspecify.annotations.Nullable;

/**
 * Something that a gateway tells.
 *
 * @param account whose it is, where it says so
 * @param subject what it is about, and {@code subjectId} the gateway's id of that
 */
public record GatewayEvent(
        String id,
        String type,
        @Nullable String account,
        Subject subject,
        @Nullable String subjectId,
        String body) {
    /** What an event is about. */
    public enum Subject {
        CHARGE,
        CARD,
        SETUP,
        NONE
    }
}
