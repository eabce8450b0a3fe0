package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The customers, setup intents and payment methods of one account. */
final class Wallet {
    private final Events events;
    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();

    Wallet(Events events) {
        this.events = events;
    }

    Answer answer(Call call) {
        String[] parts = call.parts();
        if (!call.isPost()) {
            ObjectNode found = objects.get(parts[1]);
            return found == null ? Answer.missing("id", "No such object: '" + parts[1] + "'") : Answer.ok(found);
        }
        if (parts[0].equals("customers")) {
            return Answer.ok(keep("cus_" + objects.size(), "customer").put("name", call.param("name")));
        }
        String id = "seti_" + objects.size();
        ObjectNode setup = keep(id, "setup_intent")
                .put("customer", call.param("customer"))
                .put("usage", call.param("usage"))
                .put("client_secret", id + "_secret")
                .put("status", "requires_payment_method");
        setup.set("metadata", call.metadata());
        return Answer.ok(setup);
    }

    private ObjectNode known(String id) {
        return Objects.requireNonNull(objects.get(id), id);
    }

    private ObjectNode keep(String id, String kind) {
        ObjectNode object = Answer.object().put("id", id).put("object", kind);
        objects.put(id, object);
        return object;
    }

    /** The holder types a card in, and it is kept for its customer. */
    void finish(String setupId, String method) {
        ObjectNode setup = known(setupId).put("status", "succeeded").put("payment_method", method);
        card(method, setup.path("customer").asText(), 2031, 7);
        events.add("setup_intent.succeeded", setup);
    }

    void card(String method, String customer, int year, int month) {
        keep(method, "payment_method")
                .put("customer", customer)
                .putObject("card")
                .put("brand", "visa")
                .put("last4", "4242")
                .put("exp_year", year)
                .put("exp_month", month);
    }

    /** The card network says that a card was replaced. */
    void renew(String method, int year, int month) {
        ObjectNode kept = known(method);
        ((ObjectNode) kept.get("card")).put("exp_year", year).put("exp_month", month);
        events.add("payment_method.automatically_updated", kept);
    }
}
