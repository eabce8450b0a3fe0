package rhythm.kernel.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import rhythm.kernel.problem.Problem;

/**
 * Texts that a service takes in no body, whatever the field, and never repeats. A service that has such texts says at its
 * start which they are; a refusal names the field and not the text.
 */
public final class RefusedTexts {
    private static final Predicate<String> NONE = text -> false;
    private static volatile Predicate<String> refused = NONE;
    private static volatile String reason = "";

    private RefusedTexts() {}

    public static void are(Predicate<String> texts, String why) {
        refused = texts;
        reason = why;
    }

    /** Whether the text may not be said back, either. */
    public static boolean hold(String text) {
        return refused.test(text);
    }

    /** Refuses a tree of a request with such a text anywhere in it, names of members included. */
    public static void check(JsonNode tree) {
        if (refused != NONE) {
            check("", tree);
        }
    }

    /** The field that a directive of a patch is about. */
    private static String target(JsonNode directive, String place) {
        String pointer = directive.path("path").asText();
        return pointer.length() < 2 || hold(pointer)
                ? place
                : pointer.substring(1).replace('/', '.');
    }

    private static void check(String path, JsonNode node) {
        if (node.isValueNode() && hold(node.asText())) {
            refuse(path);
        }
        node.properties().forEach(member -> {
            if (hold(member.getKey())) {
                refuse(path);
            }
            boolean isDirective = node.has("op") && node.has("path");
            check(
                    isDirective ? path : path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                    member.getValue());
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            JsonNode element = node.get(i);
            String place = path + "[" + i + "]";
            check(element.has("op") && element.has("path") ? target(element, place) : place, element);
        }
    }

    private static void refuse(String path) {
        throw Problem.INVALID.field(path.isEmpty() ? "body" : path, reason);
    }
}
