package rhythm.endtoend.cards;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The card numbers that gateways publish for tests, the ways in which they may be written, and how they are found again. */
final class CardSamples {
    private static final List<String> NUMBERS = List.of(
            "4242424242424242",
            "4111111111111111",
            "4222222222222",
            "4000000000000000006",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "371449635398431",
            "6011111111111117",
            "30569309025904",
            "3056930009020004",
            "3530111333300000",
            "6200000000000005",
            "6205500000000000004",
            "5019717010103742",
            "6799990100000000019");

    /** As text. */
    private static final List<UnaryOperator<String>> TEXTS = List.of(
            number -> number,
            number -> grouped(number, " "),
            number -> grouped(number, "-"),
            number -> grouped(number, "\u00a0"),
            number -> grouped(number, "."),
            number -> "paid with " + number + ", thanks",
            number -> "tok_" + number,
            number -> number.chars()
                    .collect(StringBuilder::new, (s, c) -> s.append((char) (c - '0' + '\uff10')), (s, t) -> {})
                    .toString(),
            number -> number.substring(0, 6) + " - " + number.substring(6));

    private static final Pattern ESCAPE = Pattern.compile("\\\\u00(3\\d)");
    private static final Pattern BETWEEN_DIGITS =
            Pattern.compile("(?<=\\d)(?:[\\s\\p{Z}\\p{Pd}._+\u00b7]|%20|%2[dD]|%C2%A0){1,3}(?=\\d)");

    private CardSamples() {}

    private static String grouped(String number, String separator) {
        return number.replaceAll("(?<=\\G\\d{4})(?=\\d)", separator);
    }

    /** The i-th sample as plain digits. */
    static String number(int i) {
        return NUMBERS.get(i % NUMBERS.size());
    }

    /** The i-th sample in one of the writings. */
    static String text(int i) {
        return TEXTS.get(i % TEXTS.size()).apply(number(i));
    }

    /** The i-th sample as a value in JSON: in one of the writings, as a number, or all in escapes. */
    static String json(int i) {
        int writing = i % (TEXTS.size() + 2);
        if (writing == TEXTS.size()) {
            return number(i);
        }
        if (writing > TEXTS.size()) {
            return '"' + number(i).replaceAll("(\\d)", "\\\\u003$1") + '"';
        }
        return '"' + TEXTS.get(writing).apply(number(i)) + '"';
    }

    /** Which of them the text holds, whatever stands between its digits. */
    static Optional<String> in(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String unescaped = ESCAPE.matcher(plain)
                .replaceAll(escape -> String.valueOf(escape.group(1).charAt(1)));
        String digits = BETWEEN_DIGITS.matcher(unescaped).replaceAll("");
        return NUMBERS.stream().filter(digits::contains).findFirst();
    }
}
