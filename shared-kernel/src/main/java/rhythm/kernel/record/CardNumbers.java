package rhythm.kernel.record;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells card numbers in texts: 13 to 19 digits, in groups or not, that begin and end as the card schemes' numbers do: by
 * their prefixes and their check digit. Cards are known here by the gateway's token and nothing else.
 */
final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    /** What has many digits and is none: ids of ours, and dates. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?i:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
                    + "|(?<![\\d-])\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?![\\d-])"
                    + "|(?<!\\d)(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)");

    /** An account number as banks write it; its two digits check it. */
    private static final Pattern IBAN =
            Pattern.compile("(?<![A-Za-z0-9])[A-Z]{2}\\d\\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])");

    /** So many characters at most set the groups apart in which people write digits. */
    private static final int WIDEST_GAP = 3;

    /** Visa; Mastercard; Mir; Amex; Diners; JCB; Maestro, Discover, UnionPay and RuPay; RuPay and UnionPay; Troy. */
    private static final Pattern SCHEMES = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})|5[1-5]\\d{14}|2[2-7]\\d{14,17}"
            + "|3[47]\\d{13}|3[0689]\\d{12,17}|35\\d{14,17}|(?:5[0678]|6\\d)\\d{11,17}|8[12]\\d{14,17}|9792\\d{12}");

    /** No scheme's numbers begin with them. */
    private static final String NO_SCHEME = "017";

    private CardNumbers() {}

    static boolean areIn(String text) {
        if (!hasEnoughDigits(text)) {
            return false;
        }
        String plain = ascii(text);
        if (!isInGroups(plain)) { // what is harmless makes no number of what is none
            return false;
        }
        String harmless = HARMLESS.matcher(plain).replaceAll("/");
        return isInGroups(IBAN.matcher(harmless)
                .replaceAll(account -> isAccount(account.group()) ? "/" : Matcher.quoteReplacement(account.group())));
    }

    private static boolean hasEnoughDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // half of a character beyond the usual plane may be of a digit
            if (c >= '0' && c <= '9' || c > 127 && (Character.isDigit(c) || Character.isLowSurrogate(c))) {
                digits++;
            }
            if (digits == SHORTEST) {
                return true;
            }
        }
        return false;
    }

    /** The digits of all scripts as those of ours. */
    private static String ascii(String text) {
        if (text.chars().allMatch(c -> c < 128)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                plain.append(Character.digit(c, 10));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /** Whether some groups, side by side, are a card number: one walk over the text, whatever its length. */
    private static boolean isInGroups(String text) {
        StringBuilder digits = new StringBuilder();
        Deque<Integer> groups = new ArrayDeque<>(); // where in the digits they begin, the latest first
        int gap = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c >= '0' && c <= '9') {
                if (gap > 0 || digits.isEmpty()) {
                    groups.push(digits.length());
                    gap = 0;
                }
                digits.append((char) c);
            } else {
                if (gap == 0 && endsWithOne(digits, groups)) {
                    return true;
                }
                gap++;
                if (gap > WIDEST_GAP || !setsApart(c)) {
                    digits.setLength(0);
                    groups.clear();
                    gap = 0;
                }
            }
        }
        return endsWithOne(digits, groups);
    }

    /** Whether the last groups are a card number; those too far back for that are forgotten. */
    private static boolean endsWithOne(StringBuilder digits, Deque<Integer> groups) {
        while (!groups.isEmpty() && digits.length() - groups.getLast() > LONGEST) {
            groups.removeLast();
        }
        for (int start : groups) {
            boolean isLong = digits.length() - start >= SHORTEST;
            if (isLong
                    && NO_SCHEME.indexOf(digits.charAt(start)) < 0
                    && passes(digits, start)
                    && SCHEMES.matcher(digits.substring(start)).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean setsApart(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.DASH_PUNCTUATION,
                    Character.FORMAT -> true;
            default -> c == '.' || c == '_' || c >= '\t' && c <= '\r';
        };
    }

    /** The check of ISO 7812, after Luhn, of the digits from the start on. */
    private static boolean passes(StringBuilder digits, int start) {
        int sum = 0;
        boolean isDoubled = false;
        for (int i = digits.length() - 1; i >= start; i--) {
            int digit = digits.charAt(i) - '0';
            int counted = isDoubled ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
            isDoubled = !isDoubled;
        }
        return sum % 10 == 0;
    }

    /** The check of ISO 13616: the front moved to the end, letters as numbers, the remainder by 97 is one. */
    private static boolean isAccount(String text) {
        String account = text.replace(" ", "");
        StringBuilder digits = new StringBuilder();
        (account.substring(4) + account.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }
}
