package rhythm.collect;

import static rhythm.kernel.contract.Resource.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.Resource;
import rhythm.kernel.contract.Tenant;

/** A tenant's records of money, and what clients do with them. */
abstract class MoneyRecords {
    static final String ANN = "\"contact_id\": \"ann\", \"currency\": \"USD\"";
    static final Resource BATCHES = resource("batches", "{\"name\": \"March\"}");
    static final Resource METHODS = resource("storedPaymentMethods", """
            {"contact_id": "ann", "type": "electronic check", "token": "tok_success"}""");
    static final Resource ORDERS = resource("orders", "{" + ANN + """
            , "pro_forma": true, "lines": [{"description": "Dues", "quantity": 3, "unit_price": 33.33}]}""");
    static final Resource INVOICES = resource("invoices", "{" + ANN + """
            , "lines": [{"description": "Dues", "unit_price": 80}]}""");
    static final Resource PAYMENTS = resource("payments", "{}");
    static final Resource SCHEDULES = resource("installmentSchedules", "{" + ANN + """
            , "entries": [{"date": "2027-01-31", "amount": 40}, {"date": "2027-02-28", "amount": 40}]}""");

    static final String EIGHTY = "\"lines\": [{\"description\": \"Course\", \"unit_price\": 80}]";

    static final Resource SETTINGS = resource("settings", "{\"time_zone\": \"UTC\"}");
    static final Resource RUNS = resource("billingRuns", "{\"name\": \"March\"}");
    static final Resource ACTIONS = resource("billingRunActions", "{}");

    final Tenant acme = new Tenant(
            "acme-money", List.of(BATCHES, METHODS, ORDERS, INVOICES, PAYMENTS, SCHEDULES, SETTINGS, RUNS, ACTIONS));

    final Answer order(String rest) {
        return acme.api.post(ORDERS, "", "{" + ANN + ", \"pro_forma\": true, " + rest + "}");
    }

    /** An order over 80 that is binding, and not billed. */
    final String order() {
        return acme.api
                .post(ORDERS, "", "{" + ANN + ", " + EIGHTY + "}")
                .is(200)
                .id();
    }

    /** A schedule of two parts for it. */
    final Answer parts(String order, int each) {
        return acme.api.post(SCHEDULES, "", "{" + ANN + """
                , "order_id": "%1$s", "entries": [{"date": "2027-01-31", "amount": %2$d}, {"date": "2027-02-28", "amount": %2$d}]}""".formatted(order, each));
    }

    final String invoice(String order, String rest) {
        return acme.api
                .post(INVOICES, "", "{" + ANN + ", \"order_id\": \"" + order + "\", " + rest + "}")
                .is(200)
                .id();
    }

    final String part(String order, String schedule, int entry, int amount) {
        return invoice(order, """
                "installment_schedule_id": "%s", "entry_id": "%d", "lines": [{"description": "Part", "unit_price": %d}]""".formatted(schedule, entry, amount));
    }

    final Answer payOrder(String order, String amount, String rest) {
        return acme.api.post(
                PAYMENTS,
                "",
                "{" + ANN + ", \"type\": \"cash\", \"order_id\": \"" + order + "\", \"amount\": " + amount + rest
                        + "}");
    }

    final Answer pay(String invoice, String amount, String rest) {
        return acme.api.post(
                PAYMENTS,
                "",
                "{" + ANN + ", \"type\": \"cash\", \"invoice_id\": \"" + invoice + "\", \"amount\": " + amount + rest
                        + "}");
    }

    final Answer patch(Resource resource, String id, String path, String value) {
        String op = path.startsWith("/lines/") ? "replace" : "add";
        return acme.api.patch(
                resource, id, "[{\"op\": \"" + op + "\", \"path\": \"" + path + "\", \"value\": " + value + "}]");
    }

    final String open(String invoice) {
        JsonNode record = acme.api
                .post(INVOICES, "/search", "{\"ids\": [\"" + invoice + "\"]}")
                .is(200)
                .json()
                .at("/Items/0");
        return record.path("balance_due").decimalValue().stripTrailingZeros().toPlainString() + " "
                + record.path("status").textValue();
    }
}
