package rhythm.collect;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;

/** What clients hear of orders, whole and in parts: what bills them, what pays them, and what gives them up. */
@QuarkusTest
@QuarkusTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class OrderRecordsTest extends MoneyRecords {
    private static final String EIGHTY = "\"lines\": [{\"description\": \"Course\", \"unit_price\": 80}]";

    /** An order over 80 that is binding, and not billed. */
    private String order() {
        return acme.api
                .post(ORDERS, "", "{" + ANN + ", " + EIGHTY + "}")
                .is(200)
                .id();
    }

    /** A schedule of two parts for it. */
    private Answer parts(String order, int each) {
        return acme.api.post(SCHEDULES, "", "{" + ANN + """
                , "order_id": "%1$s", "entries": [{"date": "2027-01-31", "amount": %2$d}, {"date": "2027-02-28", "amount": %2$d}]}""".formatted(order, each));
    }

    private Answer set(String order, String status) {
        return patch(ORDERS, order, "/status", "\"" + status + "\"");
    }

    @Test
    void an_order_is_not_cancelled_before_its_schedule() {
        String order = order();
        String schedule = parts(order, 40).is(200).id();
        set(order, "cancelled").naming(409, "status");
        patch(SCHEDULES, schedule, "/status", "\"suspended\"").is(200);
        set(order, "cancelled").naming(409, "status");
        acme.api.call("DELETE", ORDERS, "/" + order, null).is(409);
        patch(SCHEDULES, schedule, "/status", "\"cancelled\"").is(200);
        set(order, "cancelled").is(200);
        for (String going : new String[] {"active", "suspended"}) {
            patch(SCHEDULES, schedule, "/status", "\"" + going + "\"").naming(409, "order_id");
        }
        parts(order, 40).naming(409, "order_id");
        set(order, "awaiting payment").is(200);
        patch(SCHEDULES, schedule, "/status", "\"active\"").is(200);
    }
}
