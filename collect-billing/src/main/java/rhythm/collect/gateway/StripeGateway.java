package rhythm.collect.gateway;

import com.stripe.net.ApiResource.RequestMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Charges through Stripe: one payment intent for each charge, confirmed off-session on the account of the tenant. */
public final class StripeGateway implements PaymentGateway {
    static final String KIND = "stripe";
    private static final String INTENTS = "/v1/payment_intents";

    private final StripeLine line;
    private final StripeMoneyBack back;
    private final StripeNews news;
    private final StripeVault vault;

    /** Accounts of which a card was heard of: what Stripe does not know there is the card's fault, not the account's or the key's. */
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    public StripeGateway(StripeSettings settings) {
        this.line = new StripeLine(settings);
        this.back = new StripeMoneyBack(line);
        this.news = new StripeNews(line, settings.webhookSecrets().orElse(List.of()));
        this.vault = new StripeVault(line);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Prepared prepare(ChargeRequest request, int time) {
        if (request.account() == null) { // a service of before began it by keys of its own, and may have charged
            return new Prepared.Failed(
                    new Charge.Unknown("begun by an earlier release; see at Stripe what became of it"));
        }
        if (request.account().id() == null) {
            return new Prepared.Failed(
                    new Charge.Refused("no account at Stripe is set; settings.gateway names the tenant's"));
        }
        Map<String, Object> params;
        try {
            params = params(request);
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            return new Prepared.Failed(
                    new Charge.Refused("Stripe cannot take this amount: " + impossible.getMessage()));
        }
        StripeAnswer answer =
                line.ask(RequestMethod.POST, account(request), INTENTS, params, request.key("prepare " + time));
        return answer.intent() == null ? new Prepared.Failed(answer.charge()) : new Prepared.Made(answer.intent());
    }

    @Override
    public Charge confirm(ChargeRequest request, String intent) {
        Map<String, Object> params = Map.of("payment_method", method(request.token()), "off_session", true);
        StripeAnswer answer = line.ask(
                RequestMethod.POST,
                account(request),
                INTENTS + "/" + intent + "/confirm",
                params,
                request.key("confirm"));
        return trusted(account(request), settled(request, answer));
    }

    /** A payment method that is not there says nothing of the card as long as none of the account was ever found. */
    private Charge trusted(String account, Charge charge) {
        boolean isMissing = charge instanceof Charge.Declined(String code, Advice _, String _)
                && code.equals("payment_method_invalid");
        if (!isMissing && !(charge instanceof Charge.Unknown) && !(charge instanceof Charge.Refused)) {
            sound.add(account);
        }
        return isMissing && !sound.contains(account)
                ? new Charge.Refused(((Charge.Declined) charge).message())
                : charge;
    }

    /** What may yet take money is cancelled before anything is said of it. */
    private Charge settled(ChargeRequest request, StripeAnswer answer) {
        if (answer.cancelled() == null) {
            return answer.charge();
        }
        Charge cancelled = cancel(request, answer.cancelled());
        boolean isOver = cancelled instanceof Charge.Declined declined && declined.isWithdrawn();
        return isOver ? answer.charge() : cancelled;
    }

    @Override
    public Charge read(ChargeRequest request, String intent) {
        return settled(request, line.ask(RequestMethod.GET, account(request), INTENTS + "/" + intent, Map.of(), null));
    }

    @Override
    public Charge cancel(ChargeRequest request, String intent) {
        return line.ask(
                        RequestMethod.POST,
                        account(request),
                        INTENTS + "/" + intent + "/cancel",
                        Map.of(),
                        null) // done twice it is the same, and a key would repeat a failure for a day
                .charge();
    }

    @Override
    public Refund refund(RefundRequest request, boolean isRepeated) {
        return back.refund(request, isRepeated);
    }

    @Override
    public Optional<Aftermath> aftermath(Account account, String intent) {
        return back.aftermath(account, intent);
    }

    /** By a call that needs no account. */
    @Override
    public GatewayAccess access() {
        return line.said(RequestMethod.GET, null, "/v1/balance", Map.of(), null)
                .map(answer -> switch (answer.status()) {
                    case 200 -> GatewayAccess.ACCEPTED;
                    case 401, 403 -> GatewayAccess.REFUSED;
                    default -> GatewayAccess.UNKNOWN;
                })
                .orElse(GatewayAccess.UNKNOWN);
    }

    @Override
    public GatewayNews news() {
        return news;
    }

    @Override
    public CardVault cards() {
        return vault;
    }

    /** There is one wherever an intent was made. */
    private static String account(ChargeRequest request) {
        Account account = Objects.requireNonNull(request.account());
        return Objects.requireNonNull(account.id());
    }

    private static Map<String, Object> params(ChargeRequest request) {
        Map<String, Object> params = new HashMap<>();
        params.put("amount", StripeAmount.of(request.amount(), request.currency()));
        params.put("currency", request.currency().toLowerCase(Locale.ROOT));
        String customer = customer(request.token());
        if (customer != null) {
            params.put("customer", customer);
        }
        params.put("automatic_payment_methods", Map.of("enabled", true, "allow_redirects", "never"));
        params.put("description", request.description());
        params.put("metadata", Map.of(StripeNews.TENANT, request.tenant(), StripeNews.PURPOSE, request.purpose()));
        return params;
    }

    /** A payment method that belongs to a customer is stored as customer/method. */
    private static @Nullable String customer(String token) {
        int slash = token.indexOf('/');
        return slash < 0 ? null : token.substring(0, slash);
    }

    private static String method(String token) {
        return token.substring(token.indexOf('/') + 1);
    }
}
