package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param isSaved whether the same key is answered so again: not where the call was refused before anything was done
 */
record Answer(int status, ObjectNode body, boolean isSaved) {
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Answer ok(JsonNode body) {
        return new Answer(200, body.deepCopy(), true);
    }

    static Answer refused(int status, String type, @Nullable String code, String message) {
        ObjectNode error = object().put("type", type).put("message", message);
        if (code != null) {
            error.put("code", code);
        }
        ObjectNode body = object();
        body.set("error", error);
        return new Answer(status, body, false);
    }

    static Answer invalid(@Nullable String code, String message) {
        return refused(400, "invalid_request_error", code, message);
    }

    static Answer missing(String param, String message) {
        Answer answer = invalid("resource_missing", message);
        answer.error().put("param", param);
        return answer;
    }

    /** A decline or a refusal that comes when the work has begun; it tells of the intent. */
    Answer about(ObjectNode intent) {
        error().set("payment_intent", intent.deepCopy());
        return new Answer(status, body, true);
    }

    ObjectNode error() {
        return (ObjectNode) body.get("error");
    }
}
