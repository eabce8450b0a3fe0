package rhythm.kernel.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What another service of the suite answered: what was asked for, or that it never will. */
public record ServiceAnswer(int status, String body) {
    /** Answers after which the same call may get through: time-outs, too many requests, and its own failures. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 425, 429);

    /** It did not get through, or nobody knows whether it did. */
    public static final class Unheard extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unheard(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Makes the call; one that may get through another time is {@link Unheard}. */
    public static ServiceAnswer hear(Supplier<Response> call) {
        try (Response response = call.get()) {
            return heard(response);
        } catch (WebApplicationException refused) {
            return heard(refused.getResponse());
        } catch (Unheard unheard) {
            throw unheard;
        } catch (RuntimeException broken) {
            throw new Unheard(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static ServiceAnswer heard(Response response) {
        int status = response.getStatus();
        if (status >= 500 || PASSING.contains(status)) {
            throw new Unheard("it answered " + status, null);
        }
        return new ServiceAnswer(status, response.readEntity(String.class));
    }

    public boolean isOk() {
        return status == 200;
    }

    /** Why it refused: the status, and what its problem document says. */
    public String reason() {
        @Nullable String detail = null;
        try {
            JsonObject problem = new JsonObject(body);
            detail = problem.getString("detail", problem.getString("title"));
            JsonArray violations = problem.getJsonArray("violations", new JsonArray());
            if (!violations.isEmpty()) {
                detail += " " + violations.encode();
            }
        } catch (RuntimeException notJson) {
            // the status must do
        }
        return "(" + status + "): " + detail;
    }
}
