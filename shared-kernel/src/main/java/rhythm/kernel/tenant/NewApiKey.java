package rhythm.kernel.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.Violation;
import rhythm.kernel.record.RecordCodec;
import rhythm.kernel.record.RecordMapper;

/** What is asked for a new key: a name, roles, and when it ends. */
record NewApiKey(String name, Set<String> roles, Instant expiresAt) {
    private static final Set<String> FIELDS = Set.of("name", "roles", "expires_at");
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(role -> role.wireName).toList();
    private static final int LONGEST_NAME = 200;

    /** Reads the request's body strictly; every field that is wrong is named. */
    static NewApiKey read(byte[] body, Instant now) {
        JsonNode tree = RecordMapper.request(body == null ? new byte[0] : body);
        if (!tree.isObject()) {
            throw Problem.INVALID.because("the body must be a JSON object");
        }
        List<Violation> wrong = new ArrayList<>();
        tree.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                wrong.add(new Violation(field, "is not a field of an API key"));
            }
        });
        JsonNode name = tree.path("name");
        if (!name.isTextual() || name.textValue().isBlank() || RecordCodec.length(name.textValue()) > LONGEST_NAME) {
            wrong.add(new Violation("name", "must be a text of 1 to " + LONGEST_NAME + " characters"));
        }
        JsonNode roles = tree.path("roles");
        if (!roles.isArray()
                || roles.isEmpty()
                || roles.valueStream().anyMatch(role -> !ROLES.contains(role.textValue()))) {
            wrong.add(new Violation("roles", "must be a list of one or more of " + String.join(", ", ROLES)));
        }
        Instant end = time(tree.path("expires_at"));
        if (end == null || !end.isAfter(now)) {
            wrong.add(new Violation("expires_at", "must be a date-time in the future"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.INVALID.fields(wrong);
        }
        Set<String> given =
                Set.copyOf(roles.valueStream().map(JsonNode::textValue).toList());
        return new NewApiKey(name.textValue(), given, end);
    }

    private static Instant time(JsonNode value) {
        try {
            return value.isTextual() ? RecordMapper.moment(value.textValue()) : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
