package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;

/** What clients hear of orders that are paid in installments: the plan covers exactly what is open. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class OrderPlansTest extends MoneyRecords {
    private Answer plan(String order, String entries) {
        return acme.api.call("POST", ORDERS, "/plan/" + order, "{\"entries\": [" + entries + "]}");
    }

    @Test
    void what_is_open_of_an_order_is_paid_in_installments_instead() {
        String order = order();
        String invoice = invoice(order, EIGHTY);
        payOrder(order, "30", "").is(200);
        String credit = acme.api
                .post(PAYMENTS, "", "{" + ANN + ", \"type\": \"cash\", \"amount\": 10}")
                .is(200)
                .id();
        ServiceDatabase.one(
                "update payments set order_id = ? where tenant_id = ? and id = ? returning id",
                order,
                acme.name,
                credit);
        String entries = """
                {"date": "2027-03-31", "amount": %s}, {"date": "2027-04-30", "amount": 25}""";
        Answer gap = plan(order, entries.formatted("24.99")).naming(400, "entries");
        assertTrue(gap.body().contains("come to 49.99; what is open of the order is 50"), gap.body());
        plan(order, "{\"date\": \"2027-03-31\", \"amount\": -50}").naming(400, "entries[0].amount");
        plan("none", entries.formatted("25")).is(404);
        JsonNode planned = plan(order, entries.formatted("25")).is(200).json();
        assertEquals(
                "awaiting payment 50.00 true 2027-03-31",
                planned.path("status").asText() + " "
                        + planned.path("balance_due").asText() + " "
                        + planned.path("is_in_parts").asText() + " "
                        + planned.path("plan_unpaid_from").asText());
        assertEquals("80 void", open(invoice));
        JsonNode schedule =
                acme.api.get(SCHEDULES, "/order/" + order).is(200).json().at("/Items/0");
        assertEquals(
                "50 30.00 paid",
                schedule.path("amount_outstanding").asText() + " "
                        + schedule.path("amount_billed").asText() + " "
                        + schedule.at("/entries/2/status").asText());
        assertTrue(
                acme.api
                        .get(PAYMENTS, "/" + credit)
                        .is(200)
                        .json()
                        .path("is_unapplied")
                        .asBoolean(),
                "another credit of hers is not drawn in");
        plan(order, entries.formatted("25")).naming(409, "entries");
        String id = schedule.path("id").asText();
        assertEquals("25 open", open(part(order, id, 1, 25)));
        pay(part(order, id, 2, 25), "25", "").is(200);
    }

    @Test
    void what_is_no_open_bill_is_not_paid_in_installments() {
        String whole = "{\"date\": \"2027-03-31\", \"amount\": 80}";
        String estimate = order(EIGHTY).is(200).id();
        plan(estimate, whole).naming(409, "pro_forma");
        String paid = order();
        invoice(paid, EIGHTY);
        payOrder(paid, "80", "").is(200);
        plan(paid, whole).naming(409, "status");
        String unbilled = order();
        assertEquals(
                "80.00",
                plan(unbilled, whole).is(200).json().path("balance_due").asText());
    }
}
