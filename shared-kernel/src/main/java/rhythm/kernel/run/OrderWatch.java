package rhythm.kernel.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rhythm.kernel.gateway.Orders;
import rhythm.kernel.gateway.Reopened;
import rhythm.kernel.gateway.Standing;
import rhythm.kernel.store.Tx;

/**
 * Follows the orders that candidates wait for, so that what is paid in collect-billing takes effect here: every few minutes,
 * before a list is made, and once more for the very candidates that are about to be acted on.
 */
final class OrderWatch implements Watch {
    private static final String NAME = "open orders";

    /** Orders asked about in one call. */
    private static final int PAGE = 500;

    private final Engine engine;

    OrderWatch(Engine engine) {
        this.engine = engine;
    }

    /** Says that the tenant has orders to look at, from now on. */
    static void note(Tx tx, Engine engine, String tenant, Now now) {
        if (engine.domain().openOrders().isPresent()) {
            tx.run(
                    DueWork.NOTE_WATCH,
                    tenant,
                    NAME,
                    now.business().plus(engine.tuning().watch()));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Looks at every open order of the tenant, as long as collect-billing answers. */
    @Override
    public void look(String tenant) {
        Optional<OpenOrders> open = followed();
        List<String> page = open.isEmpty() ? List.of() : page(tenant, open.get(), "");
        while (!page.isEmpty()) {
            settle(tenant, open.get(), page);
            page = page.size() < PAGE || followed().isEmpty() ? List.of() : page(tenant, open.get(), page.getLast());
        }
        open.filter(_ -> followed().isPresent()).ifPresent(followed -> settleReopened(tenant, followed));
    }

    /** The orders to look at before the kind acts; none where it is about others, or while collect-billing is away. */
    Optional<OpenOrders> followed(Kind kind) {
        return followed().filter(open -> open.candidates().equals(kind.candidates()));
    }

    /** Looks at the orders of those whom the kind acts on next, at most so many; answers their actions. */
    List<String> look(String tenant, String run, Kind kind, OpenOrders open, int limit) {
        var now = engine.business(tenant).atOffset(ZoneOffset.UTC);
        Map<String, Object> params = Map.of("tenant", tenant, "run", run, "type", kind.type(), "now", now);
        List<String> actions = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        engine.database()
                .inTenant(tenant, tx -> Verdict.next(tx, params, limit, null))
                .forEach(row -> {
                    actions.add(row.getString(0));
                    candidates.add(row.getString(1));
                });
        List<String> orders = actions.isEmpty()
                ? List.of()
                : orders(
                        tenant,
                        open,
                        " and c.id = any(:candidates)",
                        Map.of("candidates", candidates.toArray(String[]::new)),
                        "");
        for (int i = 0; i < orders.size() && followed().isPresent(); i += PAGE) {
            settle(tenant, open, orders.subList(i, Math.min(i + PAGE, orders.size())));
        }
        return actions;
    }

    private Optional<OpenOrders> followed() {
        return engine.domain()
                .openOrders()
                .filter(_ -> engine.orders().map(Orders::isAnswering).orElse(false));
    }

    private List<String> page(String tenant, OpenOrders open, String after) {
        return orders(tenant, open, " and c.%1$s > :after", Map.of("after", after), " order by 1 limit " + PAGE);
    }

    /** The orders that candidates note, from the first on. */
    private List<String> orders(
            String tenant, OpenOrders open, String narrowing, Map<String, Object> params, String ending) {
        Sql sql = new Sql(Map.of("tenant", tenant));
        String union = "select o.id from (";
        for (var followed : open.columns().entrySet()) {
            String column = followed.getKey();
            sql.add(union + "(select distinct c." + column + open.candidates().from() + " and c." + column
                            + " is not null and " + followed.getValue())
                    .add(narrowing.formatted(column) + ending + ")", params);
            union = " union ";
        }
        List<String> orders = new ArrayList<>();
        engine.database()
                .inTenant(tenant, tx -> sql.add(") o (id)" + ending).run(tx))
                .forEach(row -> orders.add(row.getString(0)));
        return orders;
    }

    private void settle(String tenant, OpenOrders open, List<String> orders) {
        engine.orders().orElseThrow().standings(tenant, orders).ifPresent(standings -> {
            List<String> ids = List.copyOf(standings.keySet());
            List<Standing> values = ids.stream().map(standings::get).toList();
            settle(tenant, open, ids, open.settled(), params -> {
                params.put(
                        "fates", values.stream().map(one -> one.fate().wire()).toArray(String[]::new));
                params.put("balances", values.stream().map(Standing::balanceDue).toArray(BigDecimal[]::new));
                params.put("totals", values.stream().map(Standing::total).toArray(BigDecimal[]::new));
                params.put("paid_on", values.stream().map(Standing::paidOn).toArray(LocalDate[]::new));
                params.put("in_parts", values.stream().map(Standing::isInParts).toArray(Boolean[]::new));
                params.put(
                        "unpaid_from",
                        values.stream().map(Standing::planUnpaidFrom).toArray(LocalDate[]::new));
            });
        });
    }

    private boolean hasOrders(String tenant, OpenOrders open) {
        String noted = open.columns().keySet().stream()
                .map(column -> "exists (select" + open.candidates().from() + " and c." + column + " is not null)")
                .collect(Collectors.joining(" or "));
        return engine.database()
                .inTenant(tenant, tx -> new Sql(Map.of("tenant", tenant))
                        .add("select " + noted)
                        .run(tx))
                .iterator()
                .next()
                .getBoolean(0);
    }

    /** What was paid, took effect, and was taken back. */
    private void settleReopened(String tenant, OpenOrders open) {
        if (open.reopened().isEmpty() || !hasOrders(tenant, open)) {
            return;
        }
        engine.orders()
                .orElseThrow()
                .reopened(tenant, engine.domain().service())
                .ifPresent(orders -> settle(
                        tenant,
                        open,
                        orders.stream().map(Reopened::orderId).toList(),
                        open.reopened(),
                        params -> params.put(
                                "balances",
                                orders.stream().map(Reopened::balanceDue).toArray(BigDecimal[]::new))));
    }

    private void settle(
            String tenant,
            OpenOrders open,
            List<String> orders,
            List<String> statements,
            Consumer<Map<String, Object>> standings) {
        Instant business = engine.business(tenant);
        engine.database().withTenant(tenant, tx -> {
            Now now = engine.now(tx, tenant, business);
            Map<String, Object> params = new HashMap<>();
            params.put("tenant", tenant);
            params.put("now", now.business());
            params.put("today", now.today());
            params.put("real_now", now.real());
            params.put("orders", orders.toArray(String[]::new));
            standings.accept(params);
            // each column by its own index; of an "or" over them Postgres may read the whole table
            String theirs = open.columns().keySet().stream()
                    .map(column ->
                            "select c.id" + open.candidates().from() + " and c." + column + " = any(:orders::text[])")
                    .collect(Collectors.joining(" union "));
            new Sql(params)
                    .add("select c.id" + open.candidates().from() + " and c.id in (" + theirs
                            + ") order by c.id for update")
                    .run(tx);
            statements.forEach(statement -> new Sql(params).add(statement).run(tx));
        });
    }
}
