package rhythm.kernel.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RefusedTexts;
import rhythm.kernel.rest.RequestId;

/** The body of every error answer: RFC 9457, the violated fields and the request's id. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@RegisterForReflection
public record ProblemDetails(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<Violation> violations,
        @JsonProperty("request_id") String requestId) {

    static ProblemDetails of(ProblemException refusal, String instance, String requestId) {
        Problem problem = refusal.problem;
        return new ProblemDetails(
                "about:blank",
                problem.title,
                problem.status,
                RefusedTexts.sayable(refusal.getMessage()),
                RefusedTexts.hold(AddressGuard.decoded(instance)) ? "/" : instance,
                refusal.violations.stream().map(ProblemDetails::sayable).toList(),
                requestId);
    }

    private static Violation sayable(Violation violation) {
        return new Violation(RefusedTexts.sayable(violation.field()), RefusedTexts.sayable(violation.message()));
    }

    /** Answers with a refusal before any resource was asked. */
    static void answer(RoutingContext request, ProblemException refusal) {
        ProblemDetails details = of(refusal, request.normalizedPath(), RequestId.of(request));
        request.response()
                .setStatusCode(refusal.problem.status)
                .putHeader("Content-Type", "application/problem+json")
                .end(RecordMapper.text(details));
    }
}
