package rhythm.kernel.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import rhythm.kernel.record.Violations;

/** Whether a list narrows a selection: not at all, to what is listed, or to all but that and what has no value. */
@RegisterForReflection
public enum Restriction {
    @JsonProperty("none")
    NONE,
    @JsonProperty("include")
    INCLUDE,
    @JsonProperty("exclude")
    EXCLUDE;

    public static void check(Restriction restriction, List<String> ids, String path, Violations violations) {
        boolean wanted = restriction == INCLUDE || restriction == EXCLUDE;
        violations.expect(!wanted || ids != null, path, "must be given unless its restriction is none");
    }

    public static void check(Boolean restrict, List<String> values, String path, Violations violations) {
        boolean wanted = Boolean.TRUE.equals(restrict);
        violations.expect(!wanted || values != null, path, "must be given when its flag is true");
    }
}
