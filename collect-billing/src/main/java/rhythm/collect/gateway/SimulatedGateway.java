package rhythm.collect.gateway;

import java.time.Duration;
import java.util.Optional;

/** A gateway off production: what comes of a charge is written in its token (see {@link Script}), and kept in books of its own. */
public final class SimulatedGateway implements PaymentGateway {
    private final GatewayLedger ledger;

    public SimulatedGateway(GatewayLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Charge charge(ChargeRequest request) {
        Script script = Script.of(request.token(), request.key());
        try {
            Thread.sleep(Duration.ofMillis(script.delay()));
            return follow(script, request);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Charge.Unknown("interrupted while the gateway was at it");
        } catch (RuntimeException away) {
            return new Charge.Unknown("the gateway does not answer");
        }
    }

    @Override
    public Optional<Charge> find(String key) {
        try {
            return ledger.find(key);
        } catch (RuntimeException away) {
            return Optional.of(new Charge.Unknown("the gateway does not answer"));
        }
    }

    private Charge follow(Script script, ChargeRequest request) {
        return switch (script.outcome()) {
            case SUCCESS -> ledger.succeed(request);
            case DECLINE -> ledger.decline(request, script.code());
            // a key that comes again gets through
            case TIMEOUT_BEFORE ->
                ledger.loseOnce(request)
                        ? new Charge.Unknown("the gateway did not answer in time")
                        : ledger.succeed(request);
            case TIMEOUT_AFTER ->
                ledger.find(request.key()).orElseGet(() -> {
                    ledger.succeed(request);
                    return new Charge.Unknown("the gateway did not answer in time");
                });
            case SERVER_ERROR -> new Charge.Unknown("the gateway answered 500");
        };
    }
}
