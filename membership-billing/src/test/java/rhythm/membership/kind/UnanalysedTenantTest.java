package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.process.Size;
import rhythm.kernel.process.Stopwatch;

/**
 * A tenant that Postgres knows nothing of yet, beside one that fills the tables: every kind's list and execution takes about the time
 * that it takes once the tables are analysed. Full size: 20,000 members beside a million, with a million actions.
 */
class UnanalysedTenantTest {
    private static final int MEMBERS = Size.of(1_000, 20_000);
    private static final int NEIGHBOURS = Size.of(20_000, 1_000_000);

    /** Twice, and what a busy machine adds to times this short. */
    private static final double MOST = Size.of(6, 2);

    private final MovableClock clock = new MovableClock("2026-01-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private final Map<String, JsonObject> kinds = new LinkedHashMap<>();
    private Bench bench;
    private int runs;

    private static JsonObject kind(String flag, String options, JsonObject more) {
        return new JsonObject().put("flag", flag).put("options", options).put("more", more);
    }

    /** Members whose terms end in that month, with a card and a package. */
    private void members(YearMonth month) {
        bench.sql("""
                insert into memberships (tenant_id, id, name, status, origin, expiration_date, email_address, contact_id, package_id,
                  renewal_payment_info, renew_automatically,
                  sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id)
                select $1, $2::text || '-' || lpad(i::text, 6, '0'), 'Member ' || i, 'active', 'principal', ($2::text || '-15')::date,
                  'm' || i || '@example.org', 'c' || i, 'p', '{"stored_payment_method_id": "card"}', false,
                  1, timestamptz '2026-03-01Z', 'ann', timestamptz '2026-03-01Z', 'ann'
                from generate_series(1, $3::int) i returning id""", Bench.TENANT, month.toString(), MEMBERS);
    }

    /** Seconds for the list and the execution of one kind over one month. */
    private double carryOut(JsonObject kind, YearMonth month) {
        String id = "r" + ++runs;
        JsonObject options = new JsonObject()
                .put("expiration_date_range_start", month.atDay(1).toString())
                .put("expiration_date_range_end", month.atEndOfMonth().toString());
        if (kind.getString("flag").contains("reminders")) {
            options = new JsonObject()
                    .put("reminders", JsonArray.of(options.put("id", 1).put("reminder_notice_id", "n")));
        }
        bench.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("status", "draft")
                        .put(kind.getString("flag"), true)
                        .put(kind.getString("options"), options.mergeIn(kind.getJsonObject("more"))));
        Stopwatch watch = new Stopwatch();
        bench.refresh(id);
        bench.execute(id);
        double seconds = watch.seconds();
        assertEquals(Map.of("completed", (long) MEMBERS), bench.actions(id), kind::encode);
        return seconds;
    }

    @Test
    void every_kind_takes_as_long_as_on_analysed_tables() {
        kinds.put(
                "notices",
                kind(
                        "generate_renewal_notices",
                        "renewal_notice_options",
                        new JsonObject().put("renewal_notice_id", "n")));
        kinds.put("orders", kind("generate_renewal_orders", "renewal_order_options", new JsonObject()));
        kinds.put("reminders", kind("send_renewal_reminders", "renewal_reminder_options", new JsonObject()));
        kinds.put("drops", kind("perform_drops", "drop_options", new JsonObject()));
        kinds.put("auto renewals", kind("perform_auto_renewals", "auto_renewal_options", new JsonObject()));
        try (Bench opened =
                new Bench("unanalysed_" + UUID.randomUUID().toString().substring(0, 8), clock, post, new OrderBook())) {
            bench = opened;
            Neighbours.fill(bench, NEIGHBOURS);
            bench.insert(
                    "billing_notices",
                    new JsonObject()
                            .put("id", "n")
                            .put("name", "n")
                            .put("subject", "s")
                            .put("text", "t"));
            bench.insert(
                    "packages",
                    new JsonObject()
                            .put("id", "p")
                            .put("name", "p")
                            .put("renewal_price", 10)
                            .put("currency", "EUR")
                            .put("term", 12));
            Map<String, double[]> seconds = new LinkedHashMap<>();
            // the first month is for the compiler, the second is unanalysed, the last analysed
            kinds.keySet().forEach(name -> seconds.put(name, new double[3]));
            YearMonth month = YearMonth.of(2026, 3);
            for (int round = 0; round < 3; round++) {
                if (round == 2) {
                    bench.asOwner("analyze");
                }
                for (YearMonth own : new YearMonth[] {month.plusMonths(round * 2L), month.plusMonths(round * 2L + 1)}) {
                    clock.set(own.atEndOfMonth() + "T10:00:00Z");
                    members(own);
                    boolean isAutomatic = own.getMonthValue() % 2 == 0;
                    bench.sql(
                            "update memberships set renew_automatically = $1 where id like $2 returning id",
                            isAutomatic,
                            own + "%");
                    for (var kind : kinds.entrySet()) {
                        if (kind.getKey().equals("auto renewals") == isAutomatic) {
                            seconds.get(kind.getKey())[round] += carryOut(kind.getValue(), own);
                        }
                    }
                }
            }
            seconds.forEach((name, took) -> System.out.printf(
                    "unanalysed: %s of %d members beside %d: %.2f s, analysed %.2f s, %.2f times%n",
                    name, MEMBERS, NEIGHBOURS, took[1], took[2], took[1] / took[2]));
            seconds.forEach((name, took) -> assertTrue(
                    took[1] <= MOST * took[2], () -> name + " took " + took[1] + " s, analysed " + took[2] + " s"));
        }
    }
}
