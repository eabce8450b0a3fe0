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
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
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

    /** Asks for something; changes nothing. */
    Answer get(String account, String path, Map<String, Object> params) throws StripeException {
        return send(RequestMethod.GET, account, path, params, null);
    }

    /** Has something done, once per key. */
    Answer post(String account, String path, Map<String, Object> params, String key) throws StripeException {
        return send(RequestMethod.POST, account, path, params, key);
    }

    /** What is said of an intent, however often it has to be asked. */
    StripeAnswer ask(RequestMethod method, String account, String path, Map<String, Object> params, String key) {
        try {
            for (int i = 1; ; i++) {
                Answer answer = send(method, account, path, params, method == RequestMethod.POST ? key : null);
                StripeAnswer said = StripeAnswer.of(answer.status(), answer.body());
                if (!said.isNotMade() || i == TIMES) {
                    return said;
                }
                pause(i);
            }
        } catch (StripeException lost) {
            return StripeAnswer.lost("no answer from Stripe: " + reason(lost));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return StripeAnswer.lost("interrupted before Stripe was asked");
        }
    }

    /** Doubling, and never the same for two callers. */
    private static void pause(int tries) throws InterruptedException {
        long most = FIRST_PAUSE << tries;
        Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most));
    }

    private Answer send(
            RequestMethod method, String account, String path, Map<String, Object> params, @Nullable String key)
            throws StripeException {
        try {
            limiter.await(account);
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
