package rhythm.kernel.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import rhythm.kernel.json.Pointer;
import rhythm.kernel.problem.Problem;

/**
 * Card numbers and broken characters are taken in no text of any body. Card numbers are never repeated, either: a refusal
 * names the field and not the text. Ids are other systems' to give, and some look like card numbers: they are taken, except
 * in a service that says otherwise at its start (decision 22).
 */
public final class RefusedTexts {
    private static final String REASON = "must not hold a card number; send the gateway's token for the card";
    private static final String BROKEN = "must not hold half of a character (a surrogate without its other half)";
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
        check(Place.BODY, tree);
    }

    /** Refuses such a text in what comes beside the body, such as a header. */
    public static void check(String name, String text) {
        if (text != null && hold(text)) {
            refuse(name, REASON);
        }
    }

    /** Whether every character is a whole one. */
    private static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** Where a value stands; spelled out only when that is asked for, for places can be many and deep. */
    private record Place(Place within, String member, int element) {
        static final Place BODY = new Place(null, "", -1);

        Place member(String name) {
            return new Place(this, name, -1);
        }

        Place element(int index) {
            return new Place(this, member, index);
        }

        /** Cards are ids of ours: a number in their place was never anything else. */
        boolean isFree() {
            boolean isId =
                    Stream.of("id", "ids", "pk").anyMatch(end -> member.equals(end) || member.endsWith("_" + end));
            return !inIdsToo && isId && !member.matches("stored_payment_method_ids?");
        }

        String path() {
            if (this == BODY) {
                return "";
            }
            String before = within.path();
            return element >= 0 ? before + "[" + element + "]" : before.isEmpty() ? member : before + "." + member;
        }
    }

    /** The field that a directive of a patch is about. */
    private static Place target(JsonNode directive, Place place) {
        String pointer = directive.path("path").asText();
        if (pointer.length() < 2 || hold(pointer)) {
            return place;
        }
        Place target = Place.BODY;
        for (String member : pointer.substring(1).split("/", Pointer.MOST_STEPS)) {
            target = target.member(member);
        }
        return target;
    }

    private static void check(Place place, JsonNode node) {
        if (node.isValueNode()) {
            String text = node.asText();
            if (!isWhole(text)) {
                refuse(place, BROKEN);
            }
            if (hold(text) && !place.isFree()) {
                refuse(place, REASON);
            }
        }
        boolean isDirective = isDirective(node);
        node.properties().forEach(member -> {
            if (!isWhole(member.getKey()) || hold(member.getKey())) {
                refuse(place, hold(member.getKey()) ? REASON : BROKEN);
            }
            check(isDirective ? place : place.member(member.getKey()), member.getValue());
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            JsonNode element = node.get(i);
            Place at = place.element(i);
            check(isDirective(element) ? target(element, at) : at, element);
        }
    }

    private static boolean isDirective(JsonNode node) {
        return node.has("op") && node.has("path");
    }

    private static void refuse(Place place, String reason) {
        refuse(place.path(), reason);
    }

    private static void refuse(String path, String reason) {
        throw Problem.INVALID.field(path.isEmpty() ? "body" : path, reason);
    }
}
