package rhythm.collect.gateway;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a gateway keeps cards and accounts, for charges while their holders are away. */
public interface CardVault {
    /**
     * A card that is being saved: its holder types it in at the gateway's own form, with this secret.
     *
     * @param setup the gateway's id of it
     */
    record Setup(String setup, String customer, String clientSecret) {}

    /**
     * A card as the gateway has it.
     *
     * @param token what it is charged by
     * @param expiration the month it is good for, such as {@code 2027-09}; null for an account
     */
    record Kept(
            String token,
            @Nullable String brand,
            @Nullable String lastFour,
            @Nullable String expiration,
            boolean isUsable) {}

    /** What is wrong with a token that somebody wants to store; empty when it can be charged again and again. */
    Optional<String> faultOf(String token);

    /** Begins to save a card or an account of a customer; empty when the gateway cannot do that now. */
    Optional<Setup> begin(String tenant, Account account, String key, String name, boolean isAccount);

    /** The card that came of a setup; empty while it is not finished, or cannot be asked for. */
    Optional<Kept> finished(Account account, String setup);

    /** A card by the gateway's id of it, such as after its number was replaced; empty when it cannot be asked for. */
    Optional<Kept> card(Account account, String id);
}
