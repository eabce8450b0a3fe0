package rhythm.kernel.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that says it is too large with a problem document; the server's own limit only hangs up. */
public final class BodyLimit {
    /** So many times the limit is read and thrown away, so that the client gets to read the answer. */
    private static final int PATIENCE = 10;

    void register(
            @Observes Filters filters, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largest) {
        long most = largest.asLongValue();
        // behind the request id and CORS, before anybody is asked who she is
        filters.register(request -> pass(request, most), 250);
    }

    private static void pass(RoutingContext request, long most) {
        long length = length(request.request().getHeader("Content-Length"));
        if (length <= most || length > most * PATIENCE) {
            request.next();
            return;
        }
        ProblemException refusal = Problem.TOO_LARGE.because("a body has at most " + most + " bytes");
        request.request()
                .endHandler(end -> ProblemDetails.answer(request, refusal))
                .resume();
    }

    private static long length(String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }
}
