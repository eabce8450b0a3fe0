package rhythm.kernel.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.RequestId;

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
        request.request().endHandler(end -> refuse(request, most)).resume();
    }

    private static long length(String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    private static void refuse(RoutingContext request, long most) {
        ProblemException refusal = Problem.TOO_LARGE.because("a body has at most " + most + " bytes");
        ProblemDetails details = ProblemDetails.of(refusal, request.normalizedPath(), RequestId.of(request));
        try {
            request.response()
                    .setStatusCode(refusal.problem.status)
                    .putHeader("Content-Type", "application/problem+json")
                    .end(RecordMapper.MAPPER.writeValueAsString(details));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
