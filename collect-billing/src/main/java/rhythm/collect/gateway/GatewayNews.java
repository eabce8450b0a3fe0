package rhythm.collect.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway tells by itself, and is asked for once a day because news get lost. An event is a hint only: what it is about is read
 * at the gateway before anything is booked, so that order and repetition do not matter.
 */
public interface GatewayNews {
    /** Reads what came in; refuses what the gateway did not sign, or signed more than five minutes ago. */
    GatewayEvent signed(byte[] body, @Nullable String signature, Instant now);

    /** The events of an account since; empty when they cannot be had now. */
    Optional<List<GatewayEvent>> since(Account account, Instant since);

    /** The charges of a tenant since that took money, or may yet; empty when they cannot be had now. */
    Optional<List<FoundCharge>> charges(String tenant, Account account, Instant since);
}
