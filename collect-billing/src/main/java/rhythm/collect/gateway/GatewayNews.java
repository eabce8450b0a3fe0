package rhythm.collect.gateway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.ChargeRequest.Account;

/**
 * What a gateway tells by itself, and is asked for once a day because news get lost. An event is a hint only: what it is about is read
 * at the gateway before anything is booked, so that order and repetition do not matter.
 */
public interface GatewayNews {
    /** What an event is about. */
    enum Subject {
        CHARGE,
        CARD,
        SETUP,
        NONE
    }

    /**
     * @param account whose it is, where it says so
     * @param subject what it is about, and {@code subjectId} the gateway's id of that
     */
    record Event(
            String id,
            String type,
            @Nullable String account,
            Subject subject,
            @Nullable String subjectId,
            String body) {}

    /**
     * A charge that took money, or may yet.
     *
     * @param purpose what it pays, see {@link ChargeRequest#purpose()}
     */
    record Found(String intent, String purpose, BigDecimal amount, String currency) {}

    /** Reads what came in; refuses what the gateway did not sign, or signed more than five minutes ago. */
    Event signed(byte[] body, @Nullable String signature, Instant now);

    /** The events of an account since; empty when they cannot be had now. */
    Optional<List<Event>> since(Account account, Instant since);

    /** The charges of a tenant since that took money, or may yet; empty when they cannot be had now. */
    Optional<List<Found>> charges(String tenant, Account account, Instant since);
}
