package rhythm.kernel.record;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rhythm.kernel.problem.ProblemException;

class CardNumbersTest {
    /** The worst two megabytes that we could think of: no stack is deep enough for one of them where it is walked by recursion. */
    @ParameterizedTest
    @ValueSource(strings = {"1 ", "12.", "1.1-", "7777 ", "0-", "a1 ", "AB12", "1\u00a0", "2026-01-0", "deadbeef-"})
    void in_a_long_text_nothing_is_found_that_is_not_there(String piece) {
        String text = piece.repeat(2_000_000 / piece.length());
        assertFalse(CardNumbers.areIn(text));
        assertTrue(CardNumbers.areIn(text + "x 4242 4242 4242 4242"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424242",
                "4242 4242 4242 4242",
                "card 4242-4242-4242-4242, thanks",
                "tok_4242424242424242",
                "378282246310005",
                "3782 822463 10005",
                "4222222222222",
                "4242424242424242 12/27 123",
                "1 4242424242424242",
                "6304000000000000000",
                "4242\u00a04242\u00a04242\u00a04242",
                "4242 - 4242 - 4242 - 4242",
                "3782.822463.10005",
                "\uff14\uff12\uff14\uff12 \uff14\uff12\uff14\uff12 4242 4242",
                "\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662\u0664\u0662",
                "4242-42-42-42424242",
                "AB12 4242 4242 4242 4242"
            })
    void card_numbers_are_told(String text) {
        assertTrue(CardNumbers.areIn(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424241",
                "tok_success",
                "4242",
                "+1 312 555 0100",
                "019a1930-4567-7123-8424-242424242424",
                "from 2027-01-31 2027-02-28 2027-03-31",
                "2027-01-31T00:00:00.123456Z",
                "42424242424242424242424242424242",
                "019A1930-4567-7123-8424-242424242424",
                "0000000000000000",
                "1763720000009",
                "1234567890123452",
                "pay to DE89 3704 0044 0532 0130 00",
                "GB82 WEST 1234 5698 7654 32",
                "67938-20011116"
            })
    void other_digits_are_left_alone(String text) {
        assertFalse(CardNumbers.areIn(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sys_external_id': '@'}",
                "{'contact_id': '@'}",
                "{'ids': ['a', '@']}",
                "{'options': {'program_ids': ['@']}}",
                "[{'op': 'add', 'path': '/contact_id', 'value': '@'}]"
            })
    void other_systems_ids_may_look_like_them(String body) {
        assertDoesNotThrow(() -> request(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': '@'}",
                "{'renewal_payment_info': {'stored_payment_method_id': '@'}}",
                "{'@': 'a'}",
                "[{'op': 'add', 'path': '/name', 'value': '@'}]",
                "[{'op': 'test', 'path': '/@', 'value': 'a'}]"
            })
    void everywhere_else_they_are_refused(String body) {
        ProblemException refusal = assertThrows(ProblemException.class, () -> request(body));
        assertEquals(400, refusal.problem.status);
        assertFalse(refusal.getMessage().contains("4242"), refusal::getMessage);
    }

    private static void request(String body) {
        String json = body.replace('\'', '"').replace("@", "4242424242424242");
        RecordMapper.request(json.getBytes(StandardCharsets.UTF_8));
    }
}
