package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.store.Tx;

/** Places the orders of a group of claimed actions, many at once; what is not known stays to be asked again. */
final class OrderRound {
    private static final Logger LOG = Logger.getLogger(OrderRound.class);

    /** Each step is done once and for all: a tenant of whom Postgres has no statistics would have it done for every row. */
    private static final String NEW = """
            with actions as materialized (
              select a.* from billing_run_actions a where a.tenant_id = :tenant and a.billing_run_id = :run and a.id = any(:actions)
                and a.status = 'processing order' and a.lease = :lease and a.order_body is null),
            bodies as materialized (
            """;

    private final Engine engine;
    private final Semaphore room;

    OrderRound(Engine engine) {
        this.engine = engine;
        this.room = new Semaphore(engine.tuning().ordersAtOnce());
    }

    /**
     * Claims orders that wait until now, or whose worker died: its lease is over. While no call gets through, one order at a
     * time finds out, and the others wait for what comes of it.
     */
    List<String> claim(String tenant, String run, Kind kind, String lease) {
        boolean isAnswering = engine.orders().orElseThrow().isAnswering();
        var real = engine.real().atOffset(java.time.ZoneOffset.UTC);
        return engine.database().inTenant(tenant, tx -> {
            List<String> claimed = new ArrayList<>();
            tx.run(
                            """
                    with due as materialized (
                      select id from billing_run_actions where tenant_id = $1 and billing_run_id = $2 and type = $3
                        and status = 'processing order' and (leased_until is null or leased_until < $4)
                        and (order_not_before is null or order_not_before <= $4)
                        and ($8 or not exists (select from billing_run_actions o where o.tenant_id = $1
                          and o.billing_run_id = $2 and o.type = $3 and o.status = 'processing order'
                          and (o.order_not_before > $4 or o.leased_until >= $4)))
                      order by id limit $5 for update skip locked)
                    update billing_run_actions a set lease = $6, leased_until = $7
                    from due where a.tenant_id = $1 and a.id = due.id returning a.id""",
                            tenant,
                            run,
                            kind.type(),
                            real,
                            isAnswering ? (long) engine.tuning().mailGroup() : 1L,
                            lease,
                            real.plus(engine.tuning().lease()),
                            isAnswering)
                    .forEach(row -> claimed.add(row.getString(0)));
            return claimed;
        });
    }

    void place(String tenant, String id, Kind kind, List<String> actions, String lease) {
        Map<String, JsonObject> orders =
                engine.database().inTenant(tenant, tx -> orders(tx, tenant, id, kind, actions, lease));
        Map<String, Placement> placements = place(tenant, orders);
        Instant business = engine.business(tenant);
        engine.database().withTenant(tenant, tx -> {
            BillingRun run = BillingRun.get(tx, tenant, id, "");
            Now now = engine.now(tx, tenant, business);
            new OrderRecord(engine, run, kind, lease, now).write(tx, placements);
        });
    }

    /** The orders as they are first sent; each is kept with its action, so that whoever asks again asks for the same. */
    private Map<String, JsonObject> orders(
            Tx tx, String tenant, String id, Kind kind, List<String> actions, String lease) {
        PlaceOrder effect = BillingRun.get(tx, tenant, id, "").plan(kind).order();
        Map<String, Object> shared = new HashMap<>();
        shared.put("tenant", tenant);
        shared.put("run", id);
        shared.put("lease", lease);
        shared.put("actions", actions.toArray(String[]::new));
        new Sql(shared)
                .add(NEW)
                .add(effect.orders(), effect.params())
                .add(") update billing_run_actions b set order_body = n.body from bodies n"
                        + " where b.tenant_id = :tenant and b.id = n.id")
                .run(tx);
        Map<String, JsonObject> orders = new HashMap<>();
        for (Row row : new Sql(shared).add("""
                select a.id, a.order_body from billing_run_actions a where a.tenant_id = :tenant
                  and a.billing_run_id = :run and a.id = any(:actions) and a.status = 'processing order' and a.lease = :lease""").run(tx)) {
            String action = row.getString(0);
            JsonObject body = row.getJsonObject(1);
            orders.put(
                    action,
                    body == null
                            ? null
                            : body.put("idempotency_key", action)
                                    .put("action_id", action)
                                    .put("billing_run_id", id)
                                    .put("service", engine.domain().service()));
        }
        return orders;
    }

    private Map<String, Placement> place(String tenant, Map<String, JsonObject> orders) {
        Map<String, Placement> placements = new HashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Placement>> calls = new HashMap<>();
            orders.forEach((action, order) -> calls.put(action, threads.submit(() -> place(tenant, action, order))));
            calls.forEach((action, call) -> placements.put(action, outcome(call)));
        }
        return placements;
    }

    private Placement place(String tenant, String action, @Nullable JsonObject order) throws InterruptedException {
        MDC.put("action", action);
        if (order == null) {
            return new Placement.Refused(
                    "there is nothing to order for any more: it was deleted before the order was sent");
        }
        room.acquire();
        try {
            return paidIfCharged(order, engine.orders().orElseThrow().place(tenant, order));
        } finally {
            room.release();
        }
    }

    /** Nothing is renewed for an order that was to be charged and is not paid. */
    private static Placement paidIfCharged(JsonObject order, Placement placement) {
        boolean isUnpaid =
                placement instanceof Placement.Placed placed && order.getBoolean("charge", false) && !placed.isPaid();
        return isUnpaid ? new Placement.Refused("the order stands, but it was not paid") : placement;
    }

    private static Placement outcome(Future<Placement> call) {
        try {
            return call.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error dying) {
                throw dying;
            }
            LOG.error("placing an order broke off", failed.getCause());
            return new Placement.Unreachable("placing broke off");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while placing orders", interrupted);
        }
    }
}
