package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;

/** What a run's options narrow a kind to, as conditions. */
final class Restrictions {
    private Restrictions() {}

    /** Programs, training providers and status reasons of the candidate {@code c}. */
    static List<Condition> of(JsonObject options) {
        List<Condition> conditions = new ArrayList<>();
        restrict(conditions, options, "program", "c.program_id");
        restrict(conditions, options, "training_provider", "c.training_provider_id");
        if (options.getBoolean("restrict_status_reasons", false)) {
            conditions.add(Conditions.oneOf(
                    "status_reason_id", "c.status_reason_id", Conditions.list(options, "status_reason_ids")));
        }
        return conditions;
    }

    /** {@code what} is program or training_provider: none, only those listed, or all but those listed. */
    static void restrict(List<Condition> conditions, JsonObject options, String what, String value) {
        conditions.addAll(Conditions.restricted(options, what + "_restriction", what + "_ids", what + "_id", value));
    }

    /** {@code value} is the candidate's type, or the type of its latest application. */
    static void applicationTypes(List<Condition> conditions, JsonObject options, String value) {
        if (options.getBoolean("restrict_application_types", false)) {
            conditions.add(Conditions.oneOf("application_type", value, Conditions.list(options, "application_types")));
        }
    }
}
