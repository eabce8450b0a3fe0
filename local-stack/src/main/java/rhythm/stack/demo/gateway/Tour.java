package rhythm.stack.demo.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Setup;
import rhythm.stack.stripe.FakeStripe;
import rhythm.stack.stripe.Trouble;

/** Everything that can become of a charge, one after the other. */
final class Tour {
    static final String ACCOUNT = "acct_chicago";
    static final String SECRET = "whsec_tour";
    private static final int PATIENCE = 600;

    private final ServiceClient collect;
    private final Courier courier;
    private final FakeStripe stripe;
    private final List<Scene> scenes = new ArrayList<>();
    private int orders;

    Tour(ServiceClient collect, Courier courier, FakeStripe stripe) {
        this.collect = collect;
        this.courier = courier;
        this.stripe = stripe;
    }

    List<Scene> scenes() {
        ObjectNode settings = Setup.object().put("requests_per_minute", 1_000_000);
        settings.putObject("gateway").put("kind", "stripe").put("account", ACCOUNT);
        collect.create("settings", settings);
        String visa = typedIn();
        JsonNode order = charge(visa);
        scene("a card is charged 120.50", "paid", () -> order.path("status").asText());
        String payment = payment(order);
        moneyBack(order, payment);
        dispute(payment);
        declines();
        scene("a bank debit, which is decided within days", "paid, settling", () -> {
            JsonNode debit = charge(stored("cus_1/pm_usBankAccount", "electronic check"));
            return debit.path("status").asText() + ", " + status(payment(debit));
        });
        troubled(visa);
        scene("Stripe's balance, and the books", amount(stripe.balance(ACCOUNT)), this::booked);
        return scenes;
    }

    private String typedIn() {
        JsonNode begun =
                collect.post("storedPaymentMethods", "/setup", customer().put("type", "credit card"));
        stripe.finishSetup(ACCOUNT, begun.at("/setup/id").asText(), "pm_card_visa");
        courier.bring();
        String id = begun.path("id").asText();
        scene("a holder types a card in at Stripe's form", "visa 4242, active", () -> {
            JsonNode card = collect.get("storedPaymentMethods", "/" + id);
            return "%s %s, %s"
                    .formatted(
                            card.path("brand").asText(),
                            card.path("last_four").asText(),
                            card.path("is_active").asBoolean() ? "active" : "not active");
        });
        return id;
    }

    private void moneyBack(JsonNode order, String payment) {
        ObjectNode refund = Setup.object().put("reason", "moved away").put("amount", new BigDecimal("20.50"));
        collect.once("payments", "/refund/" + payment, refund, "tour");
        scene("20.50 are given back here", "awaiting payment, 20.50 open", () -> standing(order));
        stripe.refundByHand(ACCOUNT, reference(payment), 1000);
        courier.bring();
        scene("10.00 are given back at Stripe's own pages", "awaiting payment, 30.50 open", () -> standing(order));
    }

    private void dispute(String payment) {
        stripe.dispute(ACCOUNT, reference(payment));
        courier.bring();
        scene("the holder disputes the rest", "disputed", () -> status(payment));
        stripe.close(ACCOUNT, reference(payment), true);
        courier.bring();
        scene("the dispute is won", "complete", () -> status(payment));
    }

    private void declines() {
        scene("a card without funds", "soft", () -> declined("pm_card_visa_chargeDeclinedInsufficientFunds"));
        scene("a card that is stolen", "hard", () -> declined("pm_card_visa_chargeDeclinedStolenCard"));
        scene(
                "a card whose bank wants to see its holder",
                "customer",
                () -> declined("pm_card_authenticationRequired"));
    }

    private String declined(String method) {
        return charge(stored("cus_1/" + method, "credit card"))
                .at("/charge/advice")
                .asText();
    }

    /** Two answers of five are lost on the way. */
    private void troubled(String card) {
        int before = stripe.succeeded(ACCOUNT).size();
        stripe.goes(new Trouble(0.4, 0));
        List<String> troubled = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            troubled.add(charge(card).path("id").asText());
        }
        stripe.goes(Trouble.NONE);
        scene("five charges, of which answers get lost", "5 paid", () -> {
            troubled.forEach(order -> again(order, card));
            return troubled.stream()
                            .filter(order -> status("orders", order).equals("paid"))
                            .count() + " paid";
        });
        scene(
                "and how often Stripe took the money",
                "5 times",
                () -> stripe.succeeded(ACCOUNT).size() - before + " times");
    }

    /** Whoever asks again is told what became of it. */
    private void again(String order, String card) {
        String key = collect.get("orders", "/" + order).path("idempotency_key").asText();
        collect.post("orders", "", order(card).put("idempotency_key", key));
    }

    private JsonNode charge(String card) {
        return collect.post("orders", "", order(card).put("idempotency_key", "tour-" + ++orders));
    }

    private static ObjectNode order(String card) {
        ObjectNode order = customer().put("currency", "USD").put("charge", true).put("stored_payment_method_id", card);
        order.putArray("lines").addObject().put("description", "Dues").put("unit_price", new BigDecimal("120.50"));
        return order;
    }

    private static ObjectNode customer() {
        return Setup.object().put("contact_id", "ann").put("first_name", "Ann").put("last_name", "Lee");
    }

    private String stored(String token, String type) {
        return collect.create(
                "storedPaymentMethods",
                customer().put("type", type).put("expiration", "2039-12").put("token", token));
    }

    private String payment(JsonNode order) {
        ObjectNode criteria = Setup.object();
        criteria.putArray("order_id").add(order.path("id").asText());
        return collect.search("payments", criteria, "id").getFirst().path("id").asText();
    }

    private String reference(String payment) {
        return collect.get("payments", "/" + payment).path("gateway_reference").asText();
    }

    private String status(String payment) {
        return status("payments", payment);
    }

    private String status(String resource, String id) {
        return collect.get(resource, "/" + id).path("status").asText();
    }

    private String standing(JsonNode order) {
        JsonNode now = collect.get("orders", "/" + order.path("id").asText());
        return "%s, %s open"
                .formatted(
                        now.path("status").asText(),
                        now.path("balance_due").decimalValue().setScale(2));
    }

    private String booked() {
        ObjectNode complete = Setup.object();
        complete.putArray("status").add("complete");
        BigDecimal sum = collect.search("payments", complete, "amount").stream()
                .map(payment -> payment.path("amount").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.setScale(2).toPlainString();
    }

    private static String amount(long units) {
        return BigDecimal.valueOf(units, 2).toPlainString();
    }

    /** Looks until the books say so, for events are worked off by and by. */
    private void scene(String what, String expected, Supplier<String> look) {
        String said = look.get();
        for (int i = 0; i < PATIENCE && !said.equals(expected); i++) {
            pause();
            said = look.get();
        }
        scenes.add(new Scene(what, expected, said));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
