package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;

/** Many schedules charged at the same time: each ends as it would alone. */
class InstallmentGroupTest {
    private static final Till TILL = new Till("installment_group");

    @AfterAll
    static void close() {
        TILL.close();
    }

    /** What came of each schedule, or what its caller died of. */
    private static Map<String, Object> placeAll(List<String> schedules) throws InterruptedException {
        Map<String, Object> answers = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Placement>> calls = new TreeMap<>();
            for (String schedule : schedules) {
                Callable<Placement> call = () -> TILL.installments.place(
                        TENANT,
                        new JsonObject()
                                .put("idempotency_key", "a-" + schedule)
                                .put("installment_schedule_id", schedule)
                                .put("entry_ids", new JsonArray().add("e0")));
                calls.put(schedule, threads.submit(call));
            }
            for (var call : calls.entrySet()) {
                try {
                    answers.put(call.getKey(), call.getValue().get());
                } catch (ExecutionException died) {
                    answers.put(call.getKey(), died.getCause());
                }
            }
        }
        return answers;
    }

    private static List<String> plans(String prefix, String token, int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> {
                    TILL.card(prefix + i, token);
                    TILL.plan(prefix + i, prefix + i);
                    return prefix + i;
                })
                .toList();
    }

    private static Object entries(String status, String prefix) {
        return TILL.database.sql("""
                select count(*)::text from installment_schedules s
                where s.id like $2 || '%' and s.entries -> 0 ->> 'status' = $1""", status, prefix);
    }

    @Test
    void eachOfManyEndsAsItWouldAlone() throws Exception {
        List<String> all = Stream.of(
                        plans("ok", "ok", 20),
                        plans("broke", "insufficient_funds", 5),
                        plans("lost", "lost_card", 5),
                        plans("late", "timeout_after", 5),
                        plans("early", "timeout_before", 5),
                        plans("down", "500", 3),
                        plans("rests", "ok", 3),
                        List.of("nowhere"))
                .flatMap(List::stream)
                .toList();
        TILL.database.sql("update installment_schedules set status = 'suspended' where id like 'rests%' returning id");
        Map<String, Object> answers = placeAll(all);
        answers.forEach((schedule, answer) -> {
            switch (schedule.replaceAll("\\d+$", "")) {
                case "ok", "late", "early" -> assertTrue(((Placed) answer).isPaid(), schedule);
                case "broke" -> assertEquals(false, ((Declined) answer).isHard(), schedule);
                case "lost" -> assertEquals(true, ((Declined) answer).isHard(), schedule);
                case "down" -> assertInstanceOf(Placement.Unreachable.class, answer, schedule);
                default -> assertInstanceOf(Refused.class, answer, schedule);
            }
        });
        assertAll(
                () -> assertEquals("20", entries("paid", "ok")),
                () -> assertEquals("5", entries("failed", "broke")),
                () -> assertEquals("5", entries("paid", "late")),
                () -> assertEquals("5", entries("paid", "early")),
                () -> assertEquals("3", entries("billed", "down")),
                () -> assertEquals("3", entries("pending", "rests")),
                () -> assertEquals(
                        "5",
                        TILL.one(
                                "count(*)::text", "installment_schedules", "id like 'lost%' and status = 'suspended'")),
                () -> assertEquals(30, TILL.database.count("payments where order_id ~ '^order-(ok|late|early)'")),
                () -> assertEquals(
                        30,
                        TILL.database.count(
                                "gateway.gateway_ledger where outcome = 'succeeded' and key ~ ':(ok|late|early)[0-9]+:e0'")));
    }

    @Test
    void allWhoseProcessDiedAfterTheirChargeAreTakenUpAndPaidOnce() throws Exception {
        List<String> all = plans("died", "ok", 15);
        TILL.line.diesAfterwards = true;
        placeAll(all).values().forEach(answer -> assertInstanceOf(Till.Death.class, answer));
        TILL.line.diesAfterwards = false;
        assertEquals("15", entries("billed", "died"));
        TILL.time.pass(Duration.ofMinutes(3));
        int charges = TILL.line.charges;
        placeAll(all).values().forEach(answer -> assertTrue(((Placed) answer).isPaid()));
        assertEquals(charges, TILL.line.charges, "asked, not repeated");
        assertEquals("15", entries("paid", "died"));
        assertEquals(15, TILL.database.count("payments where order_id like 'order-died%'"));
    }

    @Test
    void oneThatTheDatabaseRefusesLeavesTheOthersAlone() throws Exception {
        List<String> all = plans("with", "ok", 10);
        // no commit that bills an order pro forma gets through
        TILL.database.sql("update orders set pro_forma = true where id = 'order-with3' returning id");
        placeAll(all).forEach((schedule, answer) -> {
            if (schedule.equals("with3")) {
                assertInstanceOf(Refused.class, answer);
            } else {
                assertTrue(((Placed) answer).isPaid(), schedule);
            }
        });
        assertEquals("9", entries("paid", "with"));
        assertEquals("1", entries("pending", "with"));
        assertEquals(0, TILL.database.count("gateway.gateway_ledger where key like '%a-with3:%'"));
    }

    @Test
    void schedulesOfOneOrderPaidAtTheSameTimePayTheOrder() throws Exception {
        List<String> all = plans("part", "ok", 3);
        TILL.database.sql("""
                update installment_schedules set order_id = 'order-part0',
                  entries = jsonb_build_array(entries -> substr(id, 5)::integer || jsonb_build_object('entry_id', 'e0'))
                where id like 'part%' returning id""");
        placeAll(all);
        assertEquals("paid", TILL.one("status", "orders", "id = 'order-part0'"));
    }
}
