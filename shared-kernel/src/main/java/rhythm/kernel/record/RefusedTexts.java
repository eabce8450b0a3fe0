package rhythm.kernel.record;

import com.fasterxml.jackson.databind.JsonNode;
import rhythm.kernel.problem.Problem;

/**
 * Card numbers are taken in no text of any body, and never repeated; a refusal names the field and not the text. Ids are
 * other systems' to give, and some look like card numbers: they are taken, except in a service that says otherwise at its
 * start (decision 22).
 */
public final class RefusedTexts {
    private static final String REASON = "must not hold a card number; send the gateway's token for the card";
    private static volatile boolean inIdsToo;

    private RefusedTexts() {}

    /** For services that deal in cards: an id that looks like a card number is one. */
    public static void areRefusedInIdsToo() {
        inIdsToo = true;
    }

    public static boolean isRefusedInIds() {
        return inIdsToo;
    }

    /** Whether the text may not be taken, and not be said back or logged either. */
    public static boolean hold(String text) {
        return CardNumbers.areIn(text);
    }

    /** The text, if it may be said back. */
    public static String sayable(String text) {
        return text != null && hold(text) ? "(not repeated: it looks like a card number)" : text;
    }

    /** Refuses a tree of a request with such a text anywhere in it, names of members included. */
    public static void check(JsonNode tree) {
        check("", tree);
    }

    /** Refuses such a text in what comes beside the body, such as a header. */
    public static void check(String name, String text) {
        if (text != null && hold(text)) {
            refuse(name);
        }
    }

    /** Cards are ids of ours: a number in their place was never anything else. */
    private static boolean isFree(String field) {
        return !inIdsToo
                && field.matches("(.*[_.])?(id|ids|pk)(\\[\\d+])?")
                && !field.matches("(.*\\.)?stored_payment_method_ids?(\\[\\d+])?");
    }

    /** The field that a directive of a patch is about. */
    private static String target(JsonNode directive, String place) {
        String pointer = directive.path("path").asText();
        return pointer.length() < 2 || hold(pointer)
                ? place
                : pointer.substring(1).replace('/', '.');
    }

    private static void check(String path, JsonNode node) {
        if (node.isValueNode() && hold(node.asText()) && !isFree(path)) {
            refuse(path);
        }
        boolean isDirective = node.has("op") && node.has("path");
        node.properties().forEach(member -> {
            if (hold(member.getKey())) {
                refuse(path);
            }
            String inner = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            check(isDirective ? path : inner, member.getValue());
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            JsonNode element = node.get(i);
            String place = path + "[" + i + "]";
            check(element.has("op") && element.has("path") ? target(element, place) : place, element);
        }
    }

    private static void refuse(String path) {
        throw Problem.INVALID.field(path.isEmpty() ? "body" : path, REASON);
    }
}
