package rhythm.collect.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A gateway off production, under the law of real ones: what comes of a charge is written in its token (see {@link Script}), and
 * kept in books of its own. It is delayed, loses answers, and says of some charges only days later what became of them.
 */
public final class SimulatedGateway implements PaymentGateway {
    static final String KIND = "simulated";

    private final GatewayLedger ledger;
    private final SimulatedVault vault = new SimulatedVault();

    public SimulatedGateway(GatewayLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Nothing is written for it: the same key makes the same intent. */
    @Override
    public Prepared prepare(ChargeRequest request, int time) {
        return new Prepared.Made("sim_" + UUID.nameUUIDFromBytes(request.key().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Charge confirm(ChargeRequest request, String intent) {
        Script script = Script.of(request.token(), request.key());
        try {
            Thread.sleep(Duration.ofMillis(script.delay()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Charge.Unknown("interrupted while the gateway was at it");
        }
        return heard(() -> follow(script, request, intent));
    }

    @Override
    public Charge read(ChargeRequest request, String intent) {
        return heard(() -> ledger.read(intent));
    }

    @Override
    public Charge cancel(ChargeRequest request, String intent) {
        return heard(() -> ledger.write(request, intent, "cancel/" + intent, GatewayLedger.CANCELLED, null));
    }

    @Override
    public Refund refund(RefundRequest request, boolean isRepeated) {
        try {
            return ledger.refund(request);
        } catch (RuntimeException away) {
            return new Refund.Unknown("the gateway does not answer");
        }
    }

    @Override
    public Optional<Aftermath> aftermath(Account account, String intent) {
        return Optional.of(ledger.aftermath(intent));
    }

    @Override
    public GatewayAccess access() {
        return GatewayAccess.ACCEPTED;
    }

    @Override
    public GatewayNews news() {
        return vault;
    }

    @Override
    public CardVault cards() {
        return vault;
    }

    private static Charge heard(Supplier<Charge> question) {
        try {
            return question.get();
        } catch (RuntimeException away) {
            return new Charge.Unknown("the gateway does not answer");
        }
    }

    private Charge follow(Script script, ChargeRequest request, String intent) {
        return switch (script.outcome()) {
            case SUCCESS -> ledger.write(request, intent, GatewayLedger.SUCCEEDED, null);
            case DECLINE -> ledger.write(request, intent, GatewayLedger.DECLINED, script.code());
            // a code that is written down already: what the bank will say
            case PENDING -> ledger.write(request, intent, GatewayLedger.PROCESSING, script.code());
            // a key that comes again gets through
            case TIMEOUT_BEFORE ->
                ledger.loseOnce(request, intent)
                        ? new Charge.Unknown("the gateway did not answer in time")
                        : ledger.write(request, intent, GatewayLedger.SUCCEEDED, null);
            case TIMEOUT_AFTER ->
                ledger.find(request.key()).orElseGet(() -> {
                    ledger.write(request, intent, GatewayLedger.SUCCEEDED, null);
                    return new Charge.Unknown("the gateway did not answer in time");
                });
            case SERVER_ERROR -> new Charge.Unknown("the gateway answered 500");
            case REFUSED -> new Charge.Refused("the gateway refuses this merchant");
        };
    }
}
