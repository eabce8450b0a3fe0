package rhythm.collect.gateway;

import java.util.Optional;

/** Takes money from stored payment methods. Both calls block, so they are for virtual threads, and never throw for a failure. */
public interface PaymentGateway {
    /** Charges once per key: asked again with the same key, it answers what became of the first charge. */
    Charge charge(ChargeRequest request);

    /**
     * What the gateway knows of a key. Empty: it has not heard of it, and charging with this key is safe. An {@link
     * Charge.Unknown} says that the gateway itself could not be asked, or has not decided yet.
     */
    Optional<Charge> find(String key);
}
