package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.contract.Resource.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.Resource;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;

/** No card number gets in, whatever the resource, the field and the way; and none is said back. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class CardNumbersTest {
    private static final String CARD = "4242424242424242";
    private static final String HALF = "42424242"; // four of them are in many an id
    private static final Resource BATCHES = resource("batches", "{\"name\": \"March\"}");
    private static final Resource METHODS = resource("storedPaymentMethods", """
            {"contact_id": "c-1", "type": "credit card", "expiration": "2027-09", "token": "tok_success"}""");
    private static final Resource ORDERS = resource("orders", """
            {"contact_id": "c-1", "currency": "USD", "lines": [{"description": "Dues", "unit_price": 80}]}""");

    private final Tenant acme = new Tenant("acme-cards", List.of(BATCHES, METHODS, ORDERS));

    private static void refused(Answer answer, String field) {
        answer.naming(400, field);
        assertFalse(answer.body().contains(HALF), answer::body);
    }

    @Test
    void every_way_in_refuses_them_by_field() {
        refused(post(METHODS, "{\"token\": \"" + CARD + "\", \"contact_id\": \"c-1\"}"), "token");
        refused(post(METHODS, "{\"last_four\": \"" + CARD + "\"}"), "last_four");
        refused(post(BATCHES, "{\"name\": \"4242 4242 4242 4242\"}"), "name");
        refused(post(BATCHES, "{\"nonsense\": {\"deep\": [1, \"" + CARD + "\"]}}"), "nonsense.deep[1]");
        refused(post(BATCHES, "{\"sys_version\": " + CARD + "}"), "sys_version");
        refused(post(BATCHES, "{\"name\": \"March\", \"" + CARD + "\": 1}"), "body");
        refused(post(BATCHES, "{\"name\": \"\\u0034242424242424242\"}"), "name");
        refused(post(METHODS, "{\"contact_id\": \"" + CARD + "\"}"), "contact_id");
        refused(
                post(ORDERS, "{\"lines\": [{\"description\": \"a\"}, {\"description\": \"card " + CARD + "\"}]}"),
                "lines[1].description");
        String id = acme.create(BATCHES).path("id").textValue();
        String inName = "{\"name\": \"" + CARD + "\"}";
        refused(acme.api.call("PUT", BATCHES, "/" + id, inName), "name");
        refused(acme.api.patch(BATCHES, id, directive("/name", CARD)), "name");
        refused(acme.api.patch(BATCHES, id, directive("/" + CARD, "a")), "[0]");
        refused(acme.api.call("POST", BATCHES, "/search", "{\"ids\": [\"" + CARD + "\"]}"), "ids[0]");
        Answer malformed = post(BATCHES, "{\"name\": " + CARD + "x}").is(400);
        assertFalse(malformed.body().contains(HALF), malformed::body);
        assertEquals(
                1,
                acme.api
                        .post(BATCHES, "/search", "{}")
                        .is(200)
                        .json()
                        .path("Items")
                        .size());
    }

    @Test
    void a_batch_refuses_the_rows_that_hold_them() {
        String id = acme.create(BATCHES).path("id").textValue();
        JsonNode results = acme.api
                .post(BATCHES, "/batch", """
                        {"operations": [{"operation": "create", "object": {"name": "good"}},
                         {"operation": "create", "object": {"name": "%1$s"}},
                         {"operation": "patch", "id": "%2$s", "patch_directives": %3$s},
                         {"operation": "delete", "id": "%1$s"}]}""".formatted(CARD, id, directive("/name", CARD)))
                .is(200)
                .json();
        assertFalse(results.toString().contains(HALF), results::toString);
        assertEquals(1, results.path("success_count").intValue());
        assertTrue(results.at("/results/1/error_message").textValue().startsWith("object.name"), results::toString);
        assertTrue(results.at("/results/2/error_message").textValue().startsWith("name"), results::toString);
    }

    private static String directive(String path, String value) {
        return "[{\"op\": \"replace\", \"path\": \"%s\", \"value\": \"%s\"}]".formatted(path, value);
    }

    private Answer post(Resource resource, String body) {
        return acme.api.post(resource, "", body);
    }
}
