package rhythm.kernel.json;

import java.util.ArrayList;
import java.util.List;

/** A JSON Pointer (RFC 6901): the way from a document's root to one value in it. */
public record Pointer(List<String> tokens) {

    /** No document is nested more deeply. */
    public static final int MOST_STEPS = 100;

    /** Reads the text form; throws IllegalArgumentException naming what is wrong. */
    public static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        if (text.charAt(0) != '/') {
            throw new IllegalArgumentException("the pointer '" + text + "' does not start with '/'");
        }
        var tokens = new ArrayList<String>();
        int start = 1;
        for (int end = text.indexOf('/', start); end >= 0; end = text.indexOf('/', start)) {
            tokens.add(unescape(text.substring(start, end)));
            start = end + 1;
        }
        tokens.add(unescape(text.substring(start)));
        if (tokens.size() > MOST_STEPS) {
            throw new IllegalArgumentException("the pointer has more than " + MOST_STEPS + " steps");
        }
        return new Pointer(List.copyOf(tokens));
    }

    private static String unescape(String token) {
        for (int at = token.indexOf('~'); at >= 0; at = token.indexOf('~', at + 1)) {
            if (at + 1 == token.length() || (token.charAt(at + 1) != '0' && token.charAt(at + 1) != '1')) {
                throw new IllegalArgumentException("'~' in the pointer must be followed by 0 or 1");
            }
        }
        return token.replace("~1", "/").replace("~0", "~");
    }

    boolean isRoot() {
        return tokens.isEmpty();
    }

    String last() {
        return tokens.getLast();
    }

    Pointer parent() {
        return new Pointer(tokens.subList(0, tokens.size() - 1));
    }

    boolean isAbove(Pointer other) {
        return tokens.size() < other.tokens.size()
                && other.tokens.subList(0, tokens.size()).equals(tokens);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        tokens.forEach(token -> text.append('/').append(token.replace("~", "~0").replace("/", "~1")));
        return text.toString();
    }
}
