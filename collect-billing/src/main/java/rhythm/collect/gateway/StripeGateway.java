package rhythm.collect.gateway;

import com.stripe.exception.StripeException;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Charges through Stripe with its own client: one payment intent per key, confirmed off-session. The client's requests
 * are used without its 13,000 model classes, which it fills by reflection: the few fields of an answer that matter are
 * read as JSON, so a native image needs to know nothing of them, and a decline is an answer, not an exception.
 */
public final class StripeGateway implements PaymentGateway {
    /** The payment intent's metadata that holds the charge's key. */
    private static final String KEY = "rhythm_key";

    private final HttpClient client = new HttpURLConnectionClient();
    private final StripeSettings settings;
    private final String apiKey;

    public StripeGateway(StripeSettings settings) {
        this.settings = settings;
        this.apiKey = settings.apiKey()
                .orElseThrow(
                        () -> new IllegalStateException("rhythm.stripe.api-key must be set to charge with Stripe"));
    }

    @Override
    public Charge charge(ChargeRequest request) {
        Map<String, Object> params;
        try {
            params = params(request);
        } catch (ArithmeticException | IllegalArgumentException impossible) {
            return DeclineCode.of("invalid_amount", "Stripe cannot take this amount: " + impossible.getMessage());
        }
        try {
            StripeResponse answer = send(RequestMethod.POST, "/v1/payment_intents", params, request.key());
            return StripeAnswer.of(answer.code(), answer.body());
        } catch (StripeException lost) {
            return new Charge.Unknown("no answer from Stripe: " + reason(lost));
        }
    }

    /**
     * Searches by metadata: it needs the key alone, and still answers when Stripe has forgotten the idempotency key (after
     * a day). The search is up to a minute behind; whoever charges again because it found nothing does so with the same
     * idempotency key, and in that minute Stripe answers with the first charge.
     */
    @Override
    public Optional<Charge> find(String key) {
        String query =
                "metadata['%s']:'%s'".formatted(KEY, key.replace("\\", "\\\\").replace("'", "\\'"));
        try {
            StripeResponse answer = send(RequestMethod.GET, "/v1/payment_intents/search", Map.of("query", query), null);
            if (answer.code() != 200) {
                return Optional.of(new Charge.Unknown("Stripe's search answered " + answer.code()));
            }
            JsonArray found = new JsonObject(answer.body()).getJsonArray("data", new JsonArray());
            return found.stream()
                    .map(intent -> StripeAnswer.ofIntent((JsonObject) intent))
                    .reduce((one, other) -> one instanceof Charge.Succeeded ? one : other);
        } catch (StripeException lost) {
            return Optional.of(new Charge.Unknown("no answer from Stripe: " + reason(lost)));
        }
    }

    private static Map<String, Object> params(ChargeRequest request) {
        Map<String, Object> params = new HashMap<>();
        params.put("amount", StripeAmount.of(request.amount(), request.currency()));
        params.put("currency", request.currency().toLowerCase(Locale.ROOT));
        // a payment method that belongs to a customer is stored as customer/method
        int slash = request.token().indexOf('/');
        if (slash >= 0) {
            params.put("customer", request.token().substring(0, slash));
        }
        params.put("payment_method", request.token().substring(slash + 1));
        params.put("confirm", true);
        params.put("off_session", true);
        params.put("automatic_payment_methods", Map.of("enabled", true, "allow_redirects", "never"));
        params.put("description", request.description());
        params.put("metadata", Map.of(KEY, request.key(), "rhythm_tenant", request.tenant()));
        return params;
    }

    private StripeResponse send(RequestMethod method, String path, Map<String, Object> params, @Nullable String key)
            throws StripeException {
        RequestOptions options = RequestOptions.builder()
                .setApiKey(apiKey)
                .setIdempotencyKey(key)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.timeout().toMillis())
                .setMaxNetworkRetries(0) // whether to repeat is the desk's decision
                .build();
        return client.request(StripeRequest.create(method, settings.url() + path, params, options, ApiMode.V1));
    }

    /** The cause alone: the client's own sentence is long and names its support. */
    private static String reason(StripeException lost) {
        Throwable cause = lost.getCause() == null ? lost : lost.getCause();
        return cause.getClass().getSimpleName();
    }
}
