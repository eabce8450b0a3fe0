package rhythm.collect.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers in the shapes that Stripe documents, and what each of them says of the money. */
class StripeAnswerTest {
    static Stream<JsonObject> answers() throws IOException {
        try (InputStream file = StripeAnswerTest.class.getResourceAsStream("stripe-answers.json")) {
            return new JsonArray(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .stream().map(JsonObject.class::cast);
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerIsReadForWhatItSaysOfTheMoney(JsonObject answer) {
        JsonObject body = answer.getJsonObject("body");
        StripeAnswer read = StripeAnswer.of(answer.getInteger("status"), body == null ? null : body.encode());
        assertEquals(answer.getString("reading"), said(read), answer.getString("case"));
    }

    private static String said(StripeAnswer read) {
        if (read.isNotMade()) {
            return "not made";
        }
        String after = read.cancelled() == null ? "" : ", after cancelling " + read.cancelled();
        return switch (read.charge()) {
                    case Charge.Succeeded(String reference) -> "succeeded " + reference;
                    case Charge.Pending(String reference) -> "pending " + reference;
                    case Charge.Declined declined ->
                        "declined " + declined.advice().text() + " " + declined.code();
                    case Charge.Refused _ -> "refused";
                    case Charge.Unknown unknown -> unknown.isOpen() ? "open" : "unknown";
                }
                + after;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{\"id\": 7, \"status\": {}}",
                "{\"status\": \"succeeded\"}",
                "{\"id\": \"pi_1\", \"status\": \"requires_payment_method\", \"last_payment_error\": \"text\"}",
                "{\"error\": {\"type\": [], \"code\": 1, \"payment_intent\": \"pi_1\"}}",
            })
    void whateverComesIsReadWithoutAFailureAndNeverForMoney(String body) {
        for (int status : new int[] {200, 400, 402, 404, 409, 429, 500, 599}) {
            Charge charge = StripeAnswer.of(status, body).charge();
            assertEquals(false, charge instanceof Charge.Succeeded || charge instanceof Charge.Pending, body);
        }
    }
}
