package rhythm.kernel.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import rhythm.kernel.rest.RequestId;

/** What fails before or beside the resources is answered with a problem document as well. */
public final class UnansweredFailures {
    private static final Logger LOG = Logger.getLogger(UnansweredFailures.class);

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(UnansweredFailures::answer);
    }

    private static void answer(RoutingContext request) {
        Throwable failure = request.failure();
        if (failure == null
                || failure instanceof SecurityException
                || request.response().headWritten()) {
            request.next();
            return;
        }
        LOG.errorf(failure, "request %s failed before it was answered", RequestId.of(request));
        ProblemDetails.answer(request, Refusals.of(failure));
    }
}
