package rhythm.membership.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.Replica;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Standing;

/** What a tenant decides about renewals, and how its mails write amounts. */
class TenantChoicesTest extends RenewalRuns {
    private static final BigDecimal PRICE = new BigDecimal("120.5");

    /** Bills whose term ends in a March; answers how many that were, and how their orders stand then. */
    private Map<String, Long> bill(String id, String day, Standing standing) {
        String year = day.substring(0, 4);
        clock.set(day + "T10:00:00Z");
        ready(run(id).put("generate_renewal_orders", true)
                .put(
                        "renewal_order_options",
                        new JsonObject()
                                .put("expiration_date_range_start", year + "-03-01")
                                .put("expiration_date_range_end", year + "-03-31")));
        execute(id);
        for (int i = 1; i <= 3; i++) {
            book.standings.put("order-" + id + "_ro_m00000" + i, standing);
        }
        later(Duration.ofMinutes(6));
        return bench.actions(id);
    }

    @Test
    void who_does_not_pay_is_billed_for_as_many_more_terms_as_the_package_says() {
        change("renew_automatically = false");
        bench.sql("update packages set starts_when = '{\"when\": \"billed\"}' returning id");
        Standing open = new Standing(Fate.OPEN, PRICE, PRICE, null, false, null);
        assertEquals(Map.of("completed", 3L), bill("a", "2026-03-01", open));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15' and renewed_order_is_open"));
        assertEquals(Map.of(), bill("b", "2027-03-01", open));
        assertTrue(
                bench.runs.explain(Replica.TENANT, "b", "m000001").contains("or may be billed on"), "explain says why");
        bench.sql("update packages set bill_on_unpaid = 1 returning id");
        assertEquals(Map.of("completed", 3L), bill("c", "2027-03-02", open));
        assertEquals(Map.of(), bill("d", "2028-03-01", open));
        book.standings.replaceAll((_, _) -> new Standing(Fate.PAID, BigDecimal.ZERO, PRICE, null, false, null));
        later(Duration.ofMinutes(6));
        assertEquals(
                Map.of("completed", 3L),
                bill("e", "2028-03-02", open),
                () -> "XX " + bench.runs.explain(Replica.TENANT, "e", "m000001"));
    }

    @Test
    void who_pays_in_installments_is_billed_for_the_next_term_meanwhile() {
        change("renew_automatically = false");
        Standing current = new Standing(Fate.OPEN, new BigDecimal("20.5"), PRICE, null, true, null);
        assertEquals(Map.of("completed", 3L), bill("a", "2026-03-01", current));
        assertEquals(3L, bench.count("memberships where expiration_date = '2027-03-15' and renewed_order_is_open"));
        assertEquals(Map.of("completed", 3L), bill("b", "2027-03-01", current));
    }

    @Test
    void amounts_in_mails_are_written_as_they_are_where_the_tenant_is() {
        bench.insert("settings", new JsonObject().put("id", "s").put("locale", "de-DE"));
        bench.sql("update packages set renewal_price = 1234.5 where id = 'p1' returning id");
        autoRenewals("r");
        execute("r");
        assertEquals(
                Map.of("Paid 1.234,50", 3L),
                post.messages.values().stream()
                        .collect(java.util.stream.Collectors.groupingBy(
                                mail -> mail.subject(), java.util.stream.Collectors.counting())));
    }
}
