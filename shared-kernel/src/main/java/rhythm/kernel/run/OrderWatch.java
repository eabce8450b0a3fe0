package rhythm.kernel.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhythm.kernel.gateway.Orders;
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
                        Map.of("candidates", candidates.toArray(String[]::new)));
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
        return orders(tenant, open, "and c." + open.column() + " > :after", Map.of("after", after));
    }

    private List<String> orders(String tenant, OpenOrders open, String narrowing, Map<String, Object> params) {
        String column = "c." + open.column();
        List<String> orders = new ArrayList<>();
        engine.database()
                .inTenant(tenant, tx -> new Sql(Map.of("tenant", tenant))
                        .add("select distinct " + column + open.candidates().from() + " and " + column
                                + " is not null ")
                        .add(narrowing, params)
                        .add(" order by 1" + (params.containsKey("after") ? " limit " + PAGE : ""))
                        .run(tx))
                .forEach(row -> orders.add(row.getString(0)));
        return orders;
    }

    private void settle(String tenant, OpenOrders open, List<String> orders) {
        Map<String, Standing> standings = engine.orders().orElseThrow().standings(tenant, orders);
        if (standings.isEmpty()) {
            return;
        }
        List<String> ids = List.copyOf(standings.keySet());
        List<Standing> values = ids.stream().map(standings::get).toList();
        Instant business = engine.business(tenant);
        engine.database().withTenant(tenant, tx -> {
            Now now = engine.now(tx, tenant, business);
            Map<String, Object> params = new HashMap<>();
            params.put("tenant", tenant);
            params.put("today", now.today());
            params.put("real_now", now.real());
            params.put("orders", ids.toArray(String[]::new));
            params.put("statuses", values.stream().map(Standing::status).toArray(String[]::new));
            params.put("balances", values.stream().map(Standing::balanceDue).toArray(BigDecimal[]::new));
            new Sql(params)
                    .add("select c.id" + open.candidates().from() + " and c." + open.column()
                            + " = any(:orders) order by c.id for update")
                    .run(tx);
            open.settled().forEach(statement -> new Sql(params).add(statement).run(tx));
        });
    }
}
