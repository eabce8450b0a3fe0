package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/**
 * (f) Renewal orders of one run through membership-billing and collect-billing, two replicas of each: each membership has a
 * collect of its own to ask. Against the same collects with clients that send orders and do nothing else.
 */
final class Orders {
    private static final int WARM_UP = 2_000;
    private static final int MEMBERS = 10_000;
    private static final int CALLERS = 64;
    private static final int SECONDS = 10;

    private Orders() {}

    static List<Figure> measure(Parts parts) throws SQLException, IOException {
        try (Stage one = collect(parts);
                Stage two = collect(parts);
                Stage first = membership(parts, one);
                Stage second = membership(parts, two)) {
            BillingRuns runs = new BillingRuns(first);
            renew(first, runs, 1, WARM_UP);
            double through = MEMBERS / renew(first, runs, 2, MEMBERS);
            check(first, one);
            double served = one.counted("http_server_requests_seconds_count", "uri=\"/orders/{tenantId}\"");
            double alone = alone(one, two);
            return List.of(
                    Figure.of("f  renewal orders, membership to collect, two replicas each", through, "orders/s"),
                    Figure.of("f  of all calls the first pair's", served / (WARM_UP + MEMBERS) * 100, "%"),
                    Figure.of("f  the two collects alone, 64 callers each", alone, "orders/s"),
                    Figure.of("f  through membership against collect alone", through / alone, "times"));
        }
    }

    private static Stage collect(Parts parts) throws IOException {
        return new Stage(parts, "collect-billing", "collect", Map.of());
    }

    private static Stage membership(Parts parts, Stage collect) throws IOException {
        String issuer = parts.issuer().issuerUrl(TokenIssuer.LOCAL);
        Map<String, String> ordering = new ServiceSettings(parts.postgres().database("membership"), issuer, 0, 0)
                .ordering("membership-billing", collect.service().toString())
                .others();
        return new Stage(parts, "membership-billing", "membership", ordering);
    }

    private static double renew(Stage membership, BillingRuns runs, int month, int many)
            throws SQLException, IOException {
        Members.makeRenewable(membership, "o" + month + "-", many, "2026-0" + month + "-15");
        String run = runs.make("billingRuns", """
                {"name": "renewals", "generate_renewal_orders": true, "renewal_order_options":
                  {"expiration_date_range_start": "2026-0%1$d-15", "expiration_date_range_end": "2026-0%1$d-15"}}""".formatted(month));
        runs.refresh(run);
        membership.asOwner("analyze");
        return runs.execute(run).seconds();
    }

    private static void check(Stage membership, Stage collect) throws SQLException {
        String wanted = Integer.toString(WARM_UP + MEMBERS);
        String billed = collect.rows(
                        "select count(distinct action_id) || ' of ' || count(*) from orders where invoice_id is not null")
                .getFirst();
        String renewed = membership
                .rows("select count(distinct renewal_order_id) from memberships")
                .getFirst();
        if (!billed.equals(wanted + " of " + wanted) || !renewed.equals(wanted)) {
            throw new IllegalStateException("billed " + billed + ", ordered " + renewed + ", wanted " + wanted);
        }
    }

    private static double alone(Stage one, Stage two) {
        Load.Request order =
                (connection, _) -> connection.call("POST", "/orders/" + Stage.TENANT, """
                {"name": "Dues", "contact_id": "c", "currency": "EUR", "idempotency_key": "%s",
                  "lines": [{"description": "dues", "quantity": 1, "unit_price": 120.50}]}""".formatted(UUID.randomUUID()));
        var half = CompletableFuture.supplyAsync(() -> new Load(one, CALLERS).perSecond(SECONDS, order));
        return new Load(two, CALLERS).perSecond(SECONDS, order) + half.join();
    }
}
