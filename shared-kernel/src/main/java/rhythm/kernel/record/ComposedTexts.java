package rhythm.kernel.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Texts as they are stored and searched for: in Unicode's form C, so that a name is found however its accents were typed. A
 * letter under more than thirty marks is no name's (UAX 15, stream-safe text) and stays as it is: sorting marks takes time.
 */
public final class ComposedTexts {
    private static final int MOST_MARKS = 30;

    private ComposedTexts() {}

    /** The same tree with every text composed; the tree itself is changed. */
    public static JsonNode of(JsonNode tree) {
        switch (tree) {
            case TextNode text -> {
                return new TextNode(composed(text.textValue()));
            }
            case ObjectNode object -> object.properties().forEach(member -> member.setValue(of(member.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, of(array.get(i)));
                }
            }
            default -> {
                // numbers, true and false are as they are
            }
        }
        return tree;
    }

    private static String composed(String text) {
        int marks = 0;
        boolean isPlain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            isPlain &= c < 0x300; // what comes before the combining marks is composed
            int type = c < 0x300 ? Character.OTHER_LETTER : Character.getType(c);
            boolean isMark = type == Character.NON_SPACING_MARK || type == Character.SURROGATE && marks > 0;
            marks = isMark ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                return text;
            }
        }
        return isPlain ? text : Normalizer.normalize(text, Form.NFC);
    }
}
