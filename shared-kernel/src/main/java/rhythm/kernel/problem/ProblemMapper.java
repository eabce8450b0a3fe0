package rhythm.kernel.problem;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import rhythm.kernel.record.RefusedTexts;
import rhythm.kernel.rest.RequestId;

/** Turns whatever was thrown into one problem document; never a stack trace, never an SQL text. */
public class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    /** Seconds. */
    private static final int SOON = 5;

    @Inject
    RoutingContext request;

    @ServerExceptionMapper
    Response refusal(ProblemException refusal) {
        return answer(refusal, null);
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException unauthorized) {
        Response answer = answer(Problem.UNAUTHENTICATED.because("a valid token or API key is needed"), null);
        answer.getHeaders().putSingle(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return answer;
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return answer(Problem.FORBIDDEN.because("the token's roles do not allow this"), null);
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException thrown) {
        Response response = thrown.getResponse();
        if (response.getStatus() < 400) {
            return response;
        }
        Problem problem = Problem.ofStatus(response.getStatus());
        String detail =
                switch (problem) {
                    case NOT_FOUND -> "no such address";
                    case METHOD_NOT_ALLOWED -> request.request().method() + " is not offered here";
                    case UNSUPPORTED_MEDIA_TYPE -> "the body must be application/json";
                    case NOT_ACCEPTABLE -> "only application/json is answered here";
                    default -> problem.title;
                };
        return answer(problem.because(detail), thrown);
    }

    @ServerExceptionMapper
    Response anything(Throwable thrown) {
        return answer(Refusals.of(thrown), thrown);
    }

    @ServerExceptionMapper
    Response postgres(PgException thrown) {
        return answer(Refusals.of(thrown), thrown);
    }

    @ServerExceptionMapper
    Response constraint(ConstraintViolationException thrown) {
        return answer(Refusals.of(thrown), thrown);
    }

    private Response answer(ProblemException refusal, Throwable cause) {
        if (refusal.problem.isOurs()) {
            LOG.errorf(
                    cause,
                    "request %s failed: %s",
                    RequestId.of(request),
                    RefusedTexts.sayable(AddressGuard.decoded(request.normalizedPath())));
        }
        ProblemDetails body = ProblemDetails.of(refusal, request.normalizedPath(), RequestId.of(request));
        Response.ResponseBuilder answer = Response.status(refusal.problem.status)
                .type("application/problem+json")
                .entity(body);
        return refusal.problem == Problem.UNAVAILABLE
                ? answer.header(HttpHeaders.RETRY_AFTER, SOON).build()
                : answer.build();
    }
}
