package rhythm.kernel.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import rhythm.kernel.record.RefusedTexts;

/** Gives every request an id: the caller's {@code X-Request-Id} when it is sane, else a new one; answered and logged. */
public final class RequestId {
    public static final String HEADER = "X-Request-Id";
    private static final Pattern SANE = Pattern.compile("[\\w.-]{1,80}");

    /** The id of a request under way. */
    public static String of(RoutingContext request) {
        String id = request.get(HEADER);
        return id == null ? "" : id;
    }

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    String given = request.request().getHeader(HEADER);
                    String id = given != null && SANE.matcher(given).matches() && !RefusedTexts.hold(given)
                            ? given
                            : UUID.randomUUID().toString();
                    request.put(HEADER, id);
                    MDC.put("request_id", id);
                    request.response().putHeader(HEADER, id);
                    request.next();
                },
                500);
    }
}
