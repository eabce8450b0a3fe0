package rhythm.collect.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a token tells the simulated gateway to do. A token is words joined by colons, such as {@code
 * ann:slow-200:insufficient_funds-30}; words that mean nothing here are ignored, and without any other the charge
 * succeeds. A number after an outcome is its share of the keys in per cent, always the same ones; after {@code slow}, it
 * is milliseconds.
 */
record Script(long delay, Outcome outcome, @Nullable String code) {
    enum Outcome {
        SUCCESS,
        DECLINE,
        TIMEOUT_BEFORE,
        TIMEOUT_AFTER,
        SERVER_ERROR,
        PENDING,
        REFUSED
    }

    private record Word(Outcome outcome, @Nullable String code) {}

    private static final Pattern WORD = Pattern.compile("(.+?)(?:-(\\d{1,5}))?");

    /** The first word that holds for the key decides. */
    static Script of(String token, String key) {
        long delay = 0;
        List<Word> holding = new ArrayList<>();
        for (String part : token.split(":", -1)) {
            Matcher word = WORD.matcher(part);
            if (!word.matches()) {
                continue;
            }
            String name = word.group(1).replace('-', '_');
            int number = word.group(2) == null ? 100 : Integer.parseInt(word.group(2));
            if (name.equals("slow")) {
                delay = number;
            } else if (share(key, name) < number) {
                known(name, holding);
            }
        }
        Word first = holding.isEmpty() ? new Word(Outcome.SUCCESS, "") : holding.getFirst();
        return new Script(delay, first.outcome(), first.code());
    }

    private static void known(String name, List<Word> holding) {
        switch (name) {
            case "success" -> holding.add(new Word(Outcome.SUCCESS, ""));
            case "decline" -> holding.add(new Word(Outcome.DECLINE, "card_declined"));
            case "timeout_before" -> holding.add(new Word(Outcome.TIMEOUT_BEFORE, ""));
            case "timeout_after" -> holding.add(new Word(Outcome.TIMEOUT_AFTER, ""));
            // the bank decides within days: it pays, or it does not
            case "pending" -> holding.add(new Word(Outcome.PENDING, null));
            case "returned" -> holding.add(new Word(Outcome.PENDING, "insufficient_funds"));
            case "refused" -> holding.add(new Word(Outcome.REFUSED, ""));
            case "500" -> holding.add(new Word(Outcome.SERVER_ERROR, ""));
            default -> {
                if (DeclineCode.isKnown(name)) {
                    holding.add(new Word(Outcome.DECLINE, name));
                }
            }
        }
    }

    /** Where the key stands among a hundred; another place for every word. */
    private static long share(String key, String word) {
        CRC32 hash = new CRC32();
        hash.update((word + "/" + key).getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % 100;
    }
}
