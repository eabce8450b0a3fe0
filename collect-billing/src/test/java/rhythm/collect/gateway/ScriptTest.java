package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhythm.collect.gateway.Script.Outcome;

class ScriptTest {
    @ParameterizedTest
    @CsvSource({
        "tok_visa, SUCCESS, ''",
        "'', SUCCESS, ''",
        "success, SUCCESS, ''",
        "lost_card, DECLINE, lost_card",
        "ann:insufficient_funds, DECLINE, insufficient_funds",
        "decline, DECLINE, card_declined",
        "timeout-before, TIMEOUT_BEFORE, ''",
        "timeout_after, TIMEOUT_AFTER, ''",
        "500, SERVER_ERROR, ''",
        "decline-0, SUCCESS, ''",
        "timeout_after-100, TIMEOUT_AFTER, ''",
    })
    void aTokenSaysWhatComesOfACharge(String token, Outcome outcome, String code) {
        assertEquals(new Script(0, outcome, code), Script.of(token, "key"));
    }

    @Test
    void slownessGoesWithAnyOutcome() {
        assertEquals(new Script(200, Outcome.DECLINE, "stolen_card"), Script.of("slow-200:stolen_card", "key"));
        assertEquals(new Script(5, Outcome.SUCCESS, ""), Script.of("slow-5", "key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline-30", "insufficient_funds-30", "timeout_after-30", "500-30"})
    void aShareOfTheKeysIsMeantAndAlwaysTheSame(String token) {
        long meant = IntStream.range(0, 10_000)
                .filter(i -> Script.of(token, "action-" + i).outcome() != Outcome.SUCCESS)
                .count();
        assertTrue(Math.abs(meant - 3000) < 200, () -> meant + " of 10,000");
        assertEquals(Script.of(token, "action-7"), Script.of(token, "action-7"));
    }
}
