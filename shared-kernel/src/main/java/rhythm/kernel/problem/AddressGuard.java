package rhythm.kernel.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import rhythm.kernel.record.RefusedTexts;

/** Refuses card numbers in the address and in headers that are kept, before anything is looked up or noted by them. */
public final class AddressGuard {
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    void register(@Observes Filters filters) {
        // behind the request id, CORS and the limit of bodies, before anybody is asked who she is
        filters.register(AddressGuard::pass, 240);
    }

    private static void pass(RoutingContext request) {
        try {
            String key = request.request().getHeader(KEY);
            if (key != null && key.length() > LONGEST_KEY) {
                throw Problem.INVALID.field(KEY, "must have at most " + LONGEST_KEY + " characters");
            }
            RefusedTexts.check(KEY, key);
            RefusedTexts.check("query", decoded(request.request().query()));
            if (RefusedTexts.isRefusedInIds()) {
                RefusedTexts.check("path", decoded(request.request().path()));
            }
        } catch (ProblemException refusal) {
            request.request()
                    .endHandler(end -> ProblemDetails.answer(request, refusal))
                    .resume();
            return;
        }
        request.next();
    }

    /** An address, or a part of one, as it is meant. */
    static String decoded(String text) {
        try {
            return text == null ? null : URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
