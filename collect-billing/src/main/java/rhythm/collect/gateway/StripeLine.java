package rhythm.collect.gateway;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The line to Stripe, with Stripe's own client: every call carries the account that it is for, is paced, and is made again when
 * Stripe says that it was not. The client's requests are used without its 13,000 model classes, which it fills by reflection: the few
 * fields of an answer that matter are read as JSON, so a native image needs to know nothing of them.
 */
final class StripeLine {
    /** Times that a call is made which Stripe refuses for its pace; then it waits for another look. */
    private static final int TIMES = 6;

    private static final long FIRST_PAUSE = 250;
    private static final Logger LOG = Logger.getLogger(StripeLine.class);

    private final HttpClient client = new HttpURLConnectionClient();
    private final StripeSettings settings;
    private final String apiKey;
    private final Limiter limiter;

    StripeLine(StripeSettings settings) {
        this.settings = settings;
        this.apiKey = settings.apiKey()
                .orElseThrow(
                        () -> new IllegalStateException("rhythm.stripe.api-key must be set to charge with Stripe"));
        this.limiter = new Limiter(settings.requestsPerSecond(), System::nanoTime);
    }

    /** A call and its answer as it is, status and text; throws a {@link StripeException} when none comes. */
    record Answer(int status, @Nullable String body) {}

    /** An answer that is an object, however often it has to be asked for; empty when Stripe has none, or cannot be asked. */
    Optional<JsonObject> object(
            RequestMethod method,
            @Nullable String account,
            String path,
            Map<String, Object> params,
            @Nullable String key) {
        return said(method, account, path, params, key)
                .filter(answer -> answer.status() == 200)
                .map(answer -> StripeAnswer.object(answer.body()));
    }

    /** An answer, whatever it is, however often it has to be asked for; empty when none comes. */
    Optional<Answer> said(
            RequestMethod method,
            @Nullable String account,
            String path,
            Map<String, Object> params,
            @Nullable String key) {
        try {
            return Optional.of(repeated(method, account, path, params, key));
        } catch (StripeException lost) {
            LOG.warnf("no answer from Stripe: %s", reason(lost));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** What is said of an intent, however often it has to be asked. */
    StripeAnswer ask(
            RequestMethod method,
            @Nullable String account,
            String path,
            Map<String, Object> params,
            @Nullable String key) {
        try {
            Answer answer = repeated(method, account, path, params, key);
            return StripeAnswer.of(answer.status(), answer.body());
        } catch (StripeException lost) {
            return StripeAnswer.lost("no answer from Stripe: " + reason(lost));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return StripeAnswer.lost("interrupted before Stripe was asked");
        }
    }

    private Answer repeated(
            RequestMethod method,
            @Nullable String account,
            String path,
            Map<String, Object> params,
            @Nullable String key)
            throws StripeException, InterruptedException {
        for (int i = 1; ; i++) {
            Answer answer = send(method, account, path, params, method == RequestMethod.POST ? key : null);
            boolean isNotMade = answer.status() == 429 || answer.status() == 409;
            if (!isNotMade || i == TIMES) {
                return answer;
            }
            pause(i);
        }
    }

    /** Doubling, and never the same for two callers. */
    private static void pause(int tries) throws InterruptedException {
        long most = FIRST_PAUSE << tries;
        Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
    }

    private Answer send(
            RequestMethod method,
            @Nullable String account,
            String path,
            Map<String, Object> params,
            @Nullable String key)
            throws StripeException {
        try {
            limiter.await(String.valueOf(account));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiConnectionException("interrupted", stopped);
        }
        RequestOptions options = RequestOptions.builder()
                .setApiKey(apiKey)
                .setStripeAccount(account)
                .setIdempotencyKey(key)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.timeout().toMillis())
                .setMaxNetworkRetries(0) // whether to repeat is for the desk, or for this line
                .build();
        StripeResponse answer =
                client.request(StripeRequest.create(method, settings.url() + path, params, options, ApiMode.V1));
        return new Answer(answer.code(), answer.body());
    }

    /** The cause alone: the client's own sentence is long and names its support. */
    private static String reason(StripeException lost) {
        Throwable cause = lost.getCause() == null ? lost : lost.getCause();
        return cause.getClass().getSimpleName();
    }
}
