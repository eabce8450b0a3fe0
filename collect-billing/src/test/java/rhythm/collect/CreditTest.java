package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;

/** Money that pays no invoice is the customer's: it waits for people, and pays the next one in whole or in part. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class CreditTest extends MoneyRecords {
    private String credit(String amount, String customer) {
        return acme.api
                .post(
                        PAYMENTS,
                        "",
                        "{\"currency\": \"USD\", \"contact_id\": \"" + customer + "\", \"type\": \"cash\", \"amount\": "
                                + amount + "}")
                .is(200)
                .id();
    }

    private Answer apply(String payment, String body) {
        return acme.api.call("POST", PAYMENTS, "/apply/" + payment, body);
    }

    private Answer reprice(String order, int price) {
        return acme.api.call("POST", ORDERS, "/reprice/" + order, """
                {"lines": [{"description": "Dues", "unit_price": %d}]}""".formatted(price));
    }

    /** The amounts that pay nothing, and whether people are to see to them. */
    private String credits() {
        List<String> open = items(acme.api.send(
                "POST",
                "/attention/" + acme.name + "/search",
                "{\"kind\": [\"unapplied payment\"], \"status\": [\"open\"]}"));
        JsonNode found = acme.api
                .post(PAYMENTS, "/search", "{\"is_unapplied\": [true]}")
                .is(200)
                .json()
                .path("Items");
        found.forEach(payment -> assertTrue(open.contains(payment.path("id").asText()), open::toString));
        assertEquals(found.size(), open.size(), open::toString);
        return String.join(
                " ",
                StreamSupport.stream(found.spliterator(), false)
                        .map(payment -> payment.path("amount")
                                .decimalValue()
                                .stripTrailingZeros()
                                .toPlainString())
                        .sorted()
                        .toList());
    }

    private static List<String> items(Answer answer) {
        return StreamSupport.stream(answer.is(200).json().path("Items").spliterator(), false)
                .map(item -> item.path("record_id").asText())
                .toList();
    }

    @Test
    void an_order_made_cheaper_than_what_was_paid_leaves_a_credit() {
        String order = order();
        String invoice = invoice(order, EIGHTY);
        payOrder(order, "30", "").is(200);
        payOrder(order, "25", "").is(200);
        payOrder(order, "25", "").is(200);
        assertEquals("", credits());
        assertEquals("paid", reprice(order, 40).is(200).json().path("status").asText());
        assertEquals("0 paid", open(invoice));
        assertEquals("15 25", credits());
        reprice(order, 50).is(200);
        assertEquals("10 open", open(invoice));
        assertEquals("15 25", credits());
    }

    @Test
    void a_credit_pays_the_oldest_open_invoice_and_its_rest_stays() {
        String credit = credit("100", "ann");
        apply(credit, null).naming(409, "invoice_id");
        assertEquals("100", credits());
        String theirs = acme.api
                .post(INVOICES, "", "{\"contact_id\": \"bob\", \"currency\": \"USD\", " + EIGHTY + "}")
                .is(200)
                .id();
        apply(credit, "{\"invoice_id\": \"" + theirs + "\"}").naming(409, "invoice_id");
        String order = order();
        String invoice = invoice(order, EIGHTY + ", \"due_date\": \"2027-01-01\"");
        String later = invoice(order(), EIGHTY + ", \"due_date\": \"2027-02-01\"");
        JsonNode paying = apply(credit, null).is(200).json();
        assertEquals(
                "80", paying.path("amount").decimalValue().stripTrailingZeros().toPlainString());
        assertEquals(invoice, paying.path("invoice_id").asText());
        assertEquals("0 paid", open(invoice));
        assertEquals(
                "paid",
                acme.api.get(ORDERS, "/" + order).is(200).json().path("status").asText());
        assertEquals("20", credits());
        apply(credit, "{\"invoice_id\": \"" + later + "\"}").naming(409, "invoice_id");
        apply(credit, "{\"amount\": 1}").naming(400, "amount");
        apply(credit, "{\"invoice_id\": 7}").naming(400, "invoice_id");
        apply("none", null).is(404);
        String rest = acme.api
                .post(PAYMENTS, "/search", "{\"is_unapplied\": [true]}")
                .json()
                .at("/Items/0/id")
                .asText();
        apply(rest, "{\"invoice_id\": \"" + later + "\"}").is(200);
        assertEquals("60 open", open(later));
        assertEquals("", credits());
    }

    @Test
    void a_credit_that_is_given_back_waits_for_nobody() {
        String credit = credit("10", "ann");
        assertEquals("10", credits());
        patch(PAYMENTS, credit, "/status", "\"refunded\"").is(200);
        assertEquals("", credits());
    }
}
