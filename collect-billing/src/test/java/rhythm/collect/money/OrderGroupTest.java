package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;
import static rhythm.collect.money.Till.charged;
import static rhythm.collect.money.Till.order;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;

/** Many orders taken at the same time: each ends as it would alone. */
class OrderGroupTest {
    private static final Till TILL = new Till("order_group");

    @AfterAll
    static void close() {
        TILL.close();
    }

    /** What came of each order, by its key; the same order may be there several times. */
    private static Map<String, List<Placement>> placeAll(List<JsonObject> orders) throws Exception {
        Map<String, List<Placement>> answers = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Placement>> calls = new ArrayList<>();
            orders.forEach(order -> calls.add(() -> TILL.orders.place(TENANT, order)));
            List<Future<Placement>> done = threads.invokeAll(calls);
            for (int i = 0; i < orders.size(); i++) {
                answers.computeIfAbsent(orders.get(i).getString("idempotency_key"), _ -> new ArrayList<>())
                        .add(done.get(i).get());
            }
        }
        return answers;
    }

    @Test
    void eachOfManyEndsAsItWouldAlone() throws Exception {
        TILL.card("good", "ok");
        TILL.card("bad", "lost_card");
        TILL.card("late", "timeout_after");
        TILL.card("unused", "ok");
        TILL.database.sql("update stored_payment_methods set is_active = false where id = 'unused' returning id");
        TILL.database.insert(
                "batches",
                new JsonObject().put("id", "shut").put("name", "shut").put("status", "closed"));
        List<JsonObject> orders = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            orders.add(order("open" + i));
            orders.add(order("forecast" + i).put("pro_forma", true));
            orders.add(charged("paid" + i, "good"));
            orders.add(charged("late" + i, "late"));
            orders.add(charged("declined" + i, "bad"));
        }
        orders.add(charged("wrong1", "unused"));
        orders.add(charged("wrong2", "nobodys"));
        orders.add(order("wrong3").put("batch_id", "shut"));
        orders.add(charged("wrong4", "good").put("order_id", "none"));
        placeAll(orders).forEach((key, answers) -> {
            Placement answer = answers.getFirst();
            switch (key.replaceAll("\\d+$", "")) {
                case "open" -> assertTrue(((Placed) answer).invoiceId() != null && !((Placed) answer).isPaid(), key);
                case "forecast" -> assertEquals(null, ((Placed) answer).invoiceId(), key);
                case "paid", "late" -> assertTrue(((Placed) answer).isPaid(), key);
                case "declined" -> assertInstanceOf(Declined.class, answer, key);
                default -> assertInstanceOf(Refused.class, answer, key);
            }
        });
        String these = "orders where idempotency_key ~ '^(open|forecast|paid|late|declined)'";
        assertEquals(50, TILL.database.count(these));
        assertEquals(40, TILL.database.count("invoices where order_id in (select id from " + these + ")"));
        assertEquals(20, TILL.database.count("payments where order_id in (select id from " + these + ")"));
        assertEquals(
                20, TILL.database.count("gateway.gateway_ledger where outcome = 'succeeded' and key ~ ':(paid|late)'"));
        assertEquals(0, TILL.database.count("orders where idempotency_key like 'wrong%'"));
    }

    @Test
    void callersAtOnceWithAFewKeysMakeOneOrderAndOneChargeEach() throws Exception {
        TILL.card("shared", "ok");
        List<JsonObject> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            orders.add(charged("k" + i % 4, "shared"));
        }
        placeAll(orders).forEach((key, answers) -> {
            assertEquals(1, answers.stream().distinct().count(), answers::toString);
            assertEquals("104.97", TILL.taken(key));
            assertEquals("104.97", TILL.paid(key));
        });
        assertEquals(4, TILL.database.count("orders where idempotency_key ~ '^k[0-9]$'"));
    }

    @Test
    void callersAtOnceWithKeysOfTheirOwnPayAnOrderOnce() throws Exception {
        TILL.card("many", "ok");
        Placed billed = (Placed) TILL.orders.place(TENANT, order("due"));
        List<JsonObject> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            orders.add(charged("due-" + i, "many").put("order_id", billed.orderId()));
        }
        placeAll(orders);
        assertEquals(
                "104.97",
                TILL.one(
                        "sum(amount)::text",
                        "payments",
                        "order_id = '" + billed.orderId() + "' and status = 'complete'"));
        assertEquals(1, TILL.database.count("gateway.gateway_ledger where key like '%:due-%'"));
    }
}
