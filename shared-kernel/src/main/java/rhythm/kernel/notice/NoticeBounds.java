package rhythm.kernel.notice;

import java.util.Optional;

/**
 * Bounds what a notice may hold, before anybody parses it: a parser goes as deep as its text does, and takes its renderer with
 * it. What people write stays far below.
 */
final class NoticeBounds {
    /** Merge fields, conditions and loops. */
    private static final int MOST_PARTS = 1_000;

    /** Characters between two braces. */
    private static final int LONGEST_PART = 500;

    /** Conditions and loops inside each other. */
    private static final int DEEPEST = 20;

    private int parts;
    private int depth;

    private NoticeBounds() {}

    /** What is too much, in a sentence for the person who wrote it; empty when nothing is. */
    static Optional<String> problem(String body) {
        return new NoticeBounds().walk(body);
    }

    private Optional<String> walk(String body) {
        for (int at = body.indexOf('{'); at >= 0 && at + 1 < body.length(); at = body.indexOf('{', at)) {
            char first = body.charAt(at + 1);
            boolean isText = first == '!' || first == '|'; // a comment, or text as it stands
            Optional<String> wrong = isText || Character.isWhitespace(first) ? Optional.empty() : part(body, at);
            if (wrong.isPresent()) {
                return wrong;
            }
            int end = isText ? body.indexOf(first + "}", at + 2) : at - 1;
            at = isText && end < 0 ? body.length() : end + 2;
        }
        return Optional.empty();
    }

    private Optional<String> part(String body, int at) {
        int end = body.indexOf('}', at);
        if (end < 0 ? body.length() - at > LONGEST_PART : end - at > LONGEST_PART) {
            return Optional.of("what stands between two braces has at most " + LONGEST_PART + " characters");
        }
        if (++parts > MOST_PARTS) {
            return Optional.of("a notice has at most " + MOST_PARTS + " merge fields, conditions and loops");
        }
        boolean opens =
                body.startsWith("{#", at) && !body.startsWith("{#else", at) && (end < 0 || body.charAt(end - 1) != '/');
        depth += opens ? 1 : body.startsWith("{/", at) ? -1 : 0;
        return depth > DEEPEST
                ? Optional.of("conditions and loops are at most " + DEEPEST + " deep inside each other")
                : Optional.empty();
    }
}
