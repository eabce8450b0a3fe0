package rhythm.endtoend.money;

import static rhythm.endtoend.money.TwoServices.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import rhythm.stack.ServiceClient;

/** Clerks who do to members and their orders whatever comes to their minds, while runs are at the same orders. */
final class BusyStaff implements AutoCloseable {
    private static final int CLERKS = 3;

    private final TwoServices site;
    private final int members;
    private final Map<String, LongAdder> done = new ConcurrentSkipListMap<>();
    private final List<Thread> clerks = new ArrayList<>();
    private volatile boolean isClosing;

    BusyStaff(TwoServices site, int members, long seed) {
        this.site = site;
        this.members = members;
        for (int clerk = 0; clerk < CLERKS; clerk++) {
            Random random = new Random(seed + clerk);
            clerks.add(Thread.ofVirtual().start(() -> work(random)));
        }
    }

    /** What was done how often, and how often it was refused or did not get through. */
    Map<String, LongAdder> done() {
        return done;
    }

    long count() {
        return done.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private void work(Random random) {
        while (!isClosing) {
            String deed = List.of(
                            "cash", "cash", "part", "void", "cancel", "refund", "delete", "price", "package", "replay")
                    .get(random.nextInt(10));
            String outcome = "";
            try {
                outcome = act(deed, "m" + (1 + random.nextInt(members)), random) ? "" : " (nothing there)";
            } catch (RuntimeException refused) { // or the service is away just now
                outcome = " refused";
            }
            done.computeIfAbsent(deed + outcome, _ -> new LongAdder()).increment();
        }
    }

    private boolean act(String deed, String member, Random random) {
        ServiceClient collect = site.collect();
        if (deed.equals("price")) {
            site.membership()
                    .patch("packages", "p", patch("renewal_price", BigDecimal.valueOf(100 + random.nextInt(50))));
            return true;
        }
        if (deed.equals("package")) {
            site.membership().set("memberships", member, "package_id", random.nextBoolean() ? "p" : "p2");
            return true;
        }
        JsonNode record = site.membership().get("memberships", "/" + member);
        String id = record.path("renewal_order_id")
                .asText(record.path("renewed_by_order_id").asText(""));
        if (id.isEmpty()) {
            return false;
        }
        JsonNode order = collect.get("orders", "/" + id);
        String invoice = order.path("invoice_id").asText("");
        switch (deed) {
            case "cash" -> pay(collect, order, order.path("balance_due").decimalValue());
            case "part" -> pay(collect, order, BigDecimal.TEN);
            case "void" -> collect.set("invoices", invoice, "status", "void");
            case "cancel" -> collect.set("orders", id, "status", "cancelled");
            case "refund" -> refund(collect, id);
            case "delete" -> delete(collect, member, id, invoice, random);
            default -> replay(collect, order);
        }
        return true;
    }

    private static ArrayNode patch(String field, BigDecimal value) {
        ArrayNode patch = ServiceClient.JSON.createArrayNode();
        patch.addObject().put("op", "add").put("path", "/" + field).put("value", value);
        return patch;
    }

    private static void pay(ServiceClient collect, JsonNode order, BigDecimal amount) {
        collect.create(
                "payments",
                object().put("order_id", order.path("id").asText())
                        .put("contact_id", order.path("contact_id").asText())
                        .put("currency", order.path("currency").asText())
                        .put("type", "cash")
                        .put("amount", amount));
    }

    private static void refund(ServiceClient collect, String order) {
        for (JsonNode payment : collect.list("payments", "order", order, "id,status")) {
            if (payment.path("status").asText().equals("complete")) {
                collect.set("payments", payment.path("id").asText(), "status", "refunded");
                return;
            }
        }
        throw new IllegalStateException("nothing was paid");
    }

    private void delete(ServiceClient collect, String member, String order, String invoice, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> collect.delete("orders", order);
            case 1 -> collect.delete("invoices", invoice);
            case 2 -> site.membership().delete("memberships", member);
            default ->
                collect.delete(
                        "payments",
                        collect.list("payments", "order", order, "id")
                                .getFirst()
                                .path("id")
                                .asText());
        }
    }

    /** The key of an action, with other content. */
    private static void replay(ServiceClient collect, JsonNode order) {
        ObjectNode other = object().put(
                        "idempotency_key",
                        order.path("action_id")
                                .asText(order.path("idempotency_key").asText()))
                .put("contact_id", order.path("contact_id").asText())
                .put("currency", order.path("currency").asText());
        other.putArray("lines").addObject().put("description", "x").put("unit_price", new BigDecimal("0.01"));
        collect.create("orders", other);
        throw new AssertionError("a key was taken for other content");
    }

    @Override
    public void close() {
        isClosing = true;
        for (Thread clerk : clerks) {
            try {
                clerk.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
