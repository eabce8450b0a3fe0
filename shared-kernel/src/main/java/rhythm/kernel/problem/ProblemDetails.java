package rhythm.kernel.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

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
                refusal.getMessage(),
                instance,
                refusal.violations,
                requestId);
    }
}
