package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.kernel.bench.Replica.TENANT;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Reopened;
import rhythm.kernel.gateway.Standing;

/** What becomes of a member by how her renewal order stands: the table of terms-and-orders, row by row, through real runs. */
class RenewalFatesTest {
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final String ORDER = "order-bill_ro_m000001";

    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private final OrderBook book = new OrderBook();
    private final Bench bench =
            new Bench("fates_" + UUID.randomUUID().toString().substring(0, 8), clock, post, book);

    @BeforeEach
    void bill() {
        bench.insert(
                "packages",
                new JsonObject()
                        .put("id", "p1")
                        .put("name", "Member")
                        .put("renewal_price", 100)
                        .put("currency", "EUR")
                        .put("term", 12));
        bench.insert(
                "billing_notices",
                new JsonObject()
                        .put("id", "n")
                        .put("name", "n")
                        .put("subject", "You owe")
                        .put("text", "."));
        bench.members(1, "2026-03-15");
        change("package_id = 'p1'");
        run("bill", "generate_renewal_orders", "renewal_order_options", march());
        clock.set("2026-03-20T10:00:00Z");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void change(String sql) {
        bench.sql("update memberships set " + sql + " returning id");
    }

    private static JsonObject march() {
        return new JsonObject()
                .put("expiration_date_range_start", "2026-03-01")
                .put("expiration_date_range_end", "2026-03-31");
    }

    private Map<String, Long> run(String id, String flag, String optionsName, JsonObject options) {
        bench.insert(
                "billing_runs",
                new JsonObject()
                        .put("id", id)
                        .put("name", id)
                        .put("status", "draft")
                        .put(flag, true)
                        .put(optionsName, options));
        bench.refresh(id);
        bench.execute(id);
        return bench.actions(id);
    }

    private boolean isCarriedOut(Map<String, Long> actions) {
        return actions.equals(Map.of("completed", 1L));
    }

    private Object one(String column) {
        return bench.sql("select " + column + "::text from memberships");
    }

    private void stands(Standing standing) {
        book.standings.put(ORDER, standing);
        clock.pass(Duration.ofMinutes(6));
        bench.loop.runDry();
    }

    @ParameterizedTest
    @CsvSource({
        // how it stands, renewed, reminded, billed again, dropped
        "OPEN,        false, true,  false, true",
        "CHARGING,    false, false, false, false",
        "PAID,        true,  false, false, false",
        "WRITTEN_OFF, false, false, false, true",
        "VOID,        false, false, true,  true",
        "CANCELLED,   false, false, true,  true",
        "GONE,        false, false, true,  true",
        "ESTIMATE,    false, false, true,  true"
    })
    void the_table(Fate fate, boolean isRenewed, boolean isReminded, boolean isBilledAgain, boolean isDropped) {
        Standing standing =
                new Standing(fate, fate == Fate.PAID ? BigDecimal.ZERO : HUNDRED, HUNDRED, null, false, null);
        stands(standing);
        assertEquals(isRenewed ? "2027-03-15" : "2026-03-15", one("expiration_date"));
        JsonObject reminders = new JsonObject()
                .put("reminders", JsonArray.of(march().put("id", 1).put("reminder_notice_id", "n")));
        assertEquals(
                isReminded,
                isCarriedOut(run("remind", "send_renewal_reminders", "renewal_reminder_options", reminders)));
        assertEquals(isDropped, isCarriedOut(run("drop", "perform_drops", "drop_options", march())));
        change("status = 'active'");
        assertEquals(
                isBilledAgain, isCarriedOut(run("again", "generate_renewal_orders", "renewal_order_options", march())));
        assertEquals(fate == Fate.GONE ? 1L : 0L, bench.count("attention where kind = 'renewal order gone'"));
        if (isBilledAgain) {
            JsonArray replaced = book.orders.get("again_ro_m000001").getJsonArray("replaces");
            assertEquals(fate == Fate.VOID || fate == Fate.ESTIMATE ? JsonArray.of(ORDER) : new JsonArray(), replaced);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the package's rule, what is open of 100, paid in installments, the first that is not paid; renewed
        "'{\"when\": \"paid\"}',                     1, false, ,           false",
        "'{\"when\": \"billed\"}',                 100, false, ,           true",
        "'{\"when\": \"percent\", \"value\": 50}',  51, false, ,           false",
        "'{\"when\": \"percent\", \"value\": 50}',  50, false, ,           true",
        "'{\"when\": \"amount\", \"value\": 30}',   71, false, ,           false",
        "'{\"when\": \"amount\", \"value\": 30}',   70, false, ,           true",
        ",                                          50, false, ,           false",
        ",                                          90, true,  2026-04-15, true",
        ",                                          90, true,  2026-03-06, true",
        ",                                          90, true,  2026-03-05, false",
        ",                                         100, true,  2026-04-15, false"
    })
    void a_term_begins_when_its_package_says(
            String rule, BigDecimal open, boolean isInParts, LocalDate unpaidFrom, boolean isRenewed) {
        bench.sql("update packages set starts_when = $1::text::jsonb returning id", rule);
        stands(new Standing(Fate.OPEN, open, HUNDRED, LocalDate.of(2026, 3, 20), isInParts, unpaidFrom));
        assertEquals(isRenewed ? "2027-03-15" : "2026-03-15", one("expiration_date"));
        assertEquals(String.valueOf(isRenewed), one("renewed_order_is_open"));
        assertEquals(!isRenewed, isCarriedOut(run("drop", "perform_drops", "drop_options", march())));
        stands(new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 20), false, null));
        assertEquals("2027-03-15 false", one("expiration_date || ' ' || renewed_order_is_open"), "once, in the end");
    }

    @Test
    void a_plan_that_falls_behind_ends_the_term_and_one_that_catches_up_begins_it_again() {
        stands(new Standing(
                Fate.OPEN, new BigDecimal(90), HUNDRED, LocalDate.of(2026, 3, 20), true, LocalDate.of(2026, 4, 20)));
        assertEquals("2027-03-15", one("expiration_date"));
        clock.set("2026-05-04T10:00:00Z");
        stands(new Standing(
                Fate.OPEN, new BigDecimal(90), HUNDRED, LocalDate.of(2026, 3, 20), true, LocalDate.of(2026, 4, 20)));
        assertEquals("2027-03-15", one("expiration_date"), "14 days behind");
        clock.set("2026-05-05T10:00:00Z");
        stands(new Standing(
                Fate.OPEN, new BigDecimal(90), HUNDRED, LocalDate.of(2026, 3, 20), true, LocalDate.of(2026, 4, 20)));
        assertEquals("2026-03-15 " + ORDER, one("expiration_date || ' ' || renewal_order_id"));
        assertEquals(1L, bench.count("attention where kind = 'installments behind' and status = 'open'"));
        stands(new Standing(
                Fate.OPEN, new BigDecimal(80), HUNDRED, LocalDate.of(2026, 5, 6), true, LocalDate.of(2026, 5, 20)));
        assertEquals("2027-03-15", one("expiration_date"));
    }

    @Test
    void a_refunded_renewal_keeps_its_term_and_is_flagged_until_it_is_paid_again() {
        stands(new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 20), false, null));
        book.reopened.add(new Reopened(ORDER, HUNDRED));
        stands(new Standing(Fate.OPEN, HUNDRED, HUNDRED, null, false, null));
        assertEquals(
                "2027-03-15 reopened 100",
                one("expiration_date || ' ' || renewal_order_standing || ' ' || renewal_order_balance_due"));
        assertEquals(1L, bench.count("attention where kind = 'renewal refunded' and status = 'open' and amount = 100"));
        assertEquals(Map.of(), run("drop", "perform_drops", "drop_options", march()));
        book.reopened.clear();
        stands(new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 21), false, null));
        assertEquals(0L, bench.count("memberships where renewal_order_id is not null"));
        assertEquals(1L, bench.count("attention where kind = 'renewal refunded' and status = 'done'"));
        assertEquals("2027-03-15", one("expiration_date"));
    }

    @Test
    void a_refunded_renewal_is_taken_back_where_the_tenant_wants_that() {
        bench.insert("settings", new JsonObject().put("id", "s").put("refunded_renewals", "take back"));
        stands(new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 20), false, null));
        book.reopened.add(new Reopened(ORDER, HUNDRED));
        stands(new Standing(Fate.OPEN, HUNDRED, HUNDRED, null, false, null));
        assertEquals(
                "2026-03-15 open " + ORDER,
                one("expiration_date || ' ' || renewal_order_standing || ' ' || renewal_order_id"));
        assertTrue(isCarriedOut(run("drop", "perform_drops", "drop_options", march())));
    }

    @Test
    void an_estimate_that_is_paid_is_the_order() {
        stands(new Standing(Fate.CANCELLED));
        run("estimate", "generate_renewal_orders", "renewal_order_options", march().put("pro_forma", true));
        String estimate = "order-estimate_ro_m000001";
        assertEquals(estimate, one("renewal_estimate_order_id"));
        book.standings.put(estimate, new Standing(Fate.OPEN, new BigDecimal(40), HUNDRED, null, false, null));
        stands(new Standing(Fate.CANCELLED));
        assertEquals(
                estimate + " 40 p1",
                one("renewal_order_id || ' ' || renewal_order_balance_due || ' ' || renewal_order_package_id"));
        book.standings.put(
                estimate, new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 20), false, null));
        stands(new Standing(Fate.CANCELLED));
        assertEquals("2027-03-15", one("expiration_date"));
    }

    @Test
    void money_for_an_order_that_was_outlived_waits_for_people() {
        change("expiration_date = '2027-03-15'");
        stands(new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 20), false, null));
        assertEquals(1L, bench.count("attention where kind = 'renewal paid but outlived' and amount = 100"));
        assertEquals("2027-03-15", one("expiration_date"));
    }

    @Test
    void several_terms_are_bought_at_once_and_a_superseded_order_is_replaced() {
        change("renews_for_terms = 3, renewal_order_superseded = true");
        run("three", "generate_renewal_orders", "renewal_order_options", march());
        JsonObject order = book.orders.get("three_ro_m000001");
        assertEquals(JsonArray.of(ORDER), order.getJsonArray("replaces"));
        JsonObject line = order.getJsonArray("lines").getJsonObject(0);
        assertEquals(
                "3 12 300 2029-03-15",
                line.getValue("terms") + " " + line.getValue("term_months") + " " + line.getValue("amount") + " "
                        + line.getValue("period_end"));
        book.standings.put(
                "order-three_ro_m000001",
                new Standing(Fate.PAID, BigDecimal.ZERO, new BigDecimal(300), LocalDate.of(2026, 3, 20), false, null));
        stands(new Standing(Fate.CANCELLED));
        assertEquals("2029-03-15", one("expiration_date"));
    }

    @Test
    void what_is_inherited_follows_over_every_level_and_by_whoever_writes() {
        bench.members(2, 4, "2026-03-15");
        change("origin = 'flow down', parent_id = 'm000001' where id in ('m000002', 'm000004')");
        change("origin = 'flow down', parent_id = 'm000002' where id = 'm000003'");
        change("status = 'inactive', termination_date = '2026-01-01' where id = 'm000004'");
        stands(new Standing(Fate.PAID, BigDecimal.ZERO, HUNDRED, LocalDate.of(2026, 3, 20), false, null));
        assertEquals(
                3L,
                bench.count(
                        "memberships where expiration_date = '2027-03-15' and package_id = 'p1' and status = 'active'"));
        change("status = 'inactive', termination_date = '2026-03-20' where id = 'm000001'");
        assertEquals(3L, bench.count("memberships where status = 'inactive' and termination_date = '2026-03-20'"));
        change("status = 'active', termination_date = null where id = 'm000001'");
        assertEquals(3L, bench.count("memberships where status = 'active' and termination_date is null"));
        assertEquals(
                TENANT, bench.sql("select tenant_id from memberships where id = 'm000004' and status = 'inactive'"));
    }
}
