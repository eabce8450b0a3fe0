package rhythm.collect.money;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.validation.Validation;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import rhythm.collect.CollectDatabase;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.Aftermath;
import rhythm.collect.gateway.CardVault;
import rhythm.collect.gateway.Charge;
import rhythm.collect.gateway.ChargeRequest;
import rhythm.collect.gateway.GatewayAccess;
import rhythm.collect.gateway.GatewayLedger;
import rhythm.collect.gateway.GatewayNews;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.gateway.Prepared;
import rhythm.collect.gateway.Refund;
import rhythm.collect.gateway.RefundRequest;
import rhythm.collect.gateway.SimulatedGateway;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.collect.invoice.Settlement;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/** Both desks on the embedded Postgres, with the simulated gateway behind a line that a test can cut. */
final class Till implements AutoCloseable {
    static final String TENANT = CollectDatabase.TENANT;

    private static final ChargeSettings PATIENT = new ChargeSettings() {
        @Override
        public Duration lease() {
            return Duration.ofMinutes(2);
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(5);
        }
    };

    final CollectDatabase database;
    final MovableClock time;
    final Line line;
    final OrderDesk orders;
    final InstallmentDesk installments;
    final OpenCharges watch;
    final RefundDesk refunds;
    final GatewayEvents events;

    Till(String name) {
        this(name, new MovableClock("2027-01-31T12:00:00Z"), null);
    }

    /** With a gateway that is elsewhere, and outlives what becomes of this database. */
    Till(String name, MovableClock time, PaymentGateway gateway) {
        this.time = time;
        database = new CollectDatabase(name);
        line = new Line(gateway == null ? new SimulatedGateway(new GatewayLedger(database.tenants, time)) : gateway);
        TenantClock tenantClock = new TenantClock(database.tenants, time, true);
        GatewayLook look = new GatewayLook(database.tenants, time, line);
        Cashier cashier = new Cashier(database.tenants, tenantClock, time, line, look, PATIENT);
        refunds = new RefundDesk(database.tenants, tenantClock, time, line, PATIENT);
        events = new GatewayEvents(database.tenants, tenantClock, time, line, cashier, look);
        orders = new OrderDesk(
                database.tenants,
                tenantClock,
                Validation.buildDefaultValidatorFactory().getValidator(),
                cashier);
        installments = new InstallmentDesk(database.tenants, tenantClock, cashier);
        watch = new OpenCharges(database.tenants, time, cashier, refunds, events);
        tenantClock.now(TENANT); // what awaits for the first time sets itself up, and not by two at once
    }

    /** What a process that dies leaves behind: what was committed, and nothing else. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The gateway, with a caller that dies when its answer comes. */
    static final class Line implements PaymentGateway {
        volatile PaymentGateway gateway;
        volatile boolean diesAfterwards;
        volatile boolean diesBefore;
        volatile int charges;
        volatile int questions;

        Line(PaymentGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public String kind() {
            return gateway.kind();
        }

        @Override
        public Prepared prepare(ChargeRequest request, int time) {
            return gateway.prepare(request, time);
        }

        @Override
        public synchronized Charge confirm(ChargeRequest request, String intent) {
            if (diesBefore) {
                throw new Death();
            }
            charges++;
            Charge charge = gateway.confirm(request, intent);
            if (diesAfterwards) {
                throw new Death();
            }
            return charge;
        }

        @Override
        public synchronized Charge read(ChargeRequest request, String intent) {
            questions++;
            return gateway.read(request, intent);
        }

        @Override
        public Refund refund(RefundRequest request, boolean isRepeated) {
            return gateway.refund(request, isRepeated);
        }

        @Override
        public Optional<Aftermath> aftermath(Account account, String intent) {
            return gateway.aftermath(account, intent);
        }

        @Override
        public GatewayAccess access() {
            return gateway.access();
        }

        @Override
        public GatewayNews news() {
            return gateway.news();
        }

        @Override
        public CardVault cards() {
            return gateway.cards();
        }

        @Override
        public Charge cancel(ChargeRequest request, String intent) {
            return gateway.cancel(request, intent);
        }
    }

    void card(String id, String token) {
        database.insert(
                "stored_payment_methods",
                ann().put("id", id)
                        .put("name", "Visa 4242")
                        .put("type", "credit card")
                        .put("expiration", "2029-12")
                        .put("token", token)
                        .put("is_active", true));
    }

    /** Three parts of one order over 100 dollars: the first is due, the others in one and two months. */
    void plan(String id, String card) {
        database.insert(
                "orders",
                ann().put("id", "order-" + id)
                        .put("name", "Course")
                        .put("currency", "USD")
                        .put("status", "awaiting payment")
                        .put("total", 100)
                        .put("lines", new JsonArray("""
                                [{"description": "course", "quantity": 1, "unit_price": 100, "amount": 100}]""")));
        database.insert(
                "installment_schedules",
                ann().put("id", id)
                        .put("name", "Course in three parts")
                        .put("order_id", "order-" + id)
                        .put("currency", "USD")
                        .put("stored_payment_method_id", card)
                        .put("status", "active")
                        .put("attempts", 0)
                        .put(
                                "entries",
                                new JsonArray()
                                        .add(entry(0, 33.34))
                                        .add(entry(1, 33.33))
                                        .add(entry(2, 33.33))));
    }

    private JsonObject entry(int months, double amount) {
        return new JsonObject()
                .put("entry_id", "e" + months)
                .put("date", today().plusMonths(months).toString())
                .put("amount", amount)
                .put("status", "pending");
    }

    LocalDate today() {
        return time.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    static JsonObject ann() {
        return new JsonObject()
                .put("customer_type", "contact")
                .put("contact_id", "ann")
                .put("customer_id", "ann")
                .put("first_name", "Ann");
    }

    /** An order of three things that come to 104.97 dollars. */
    static JsonObject order(String key) {
        JsonObject line =
                new JsonObject().put("description", "dues").put("quantity", 3).put("unit_price", 34.99);
        return new JsonObject()
                .put("name", "Dues")
                .put("contact_id", "ann")
                .put("currency", "USD")
                .put("idempotency_key", key)
                .put("lines", new JsonArray().add(line));
    }

    static JsonObject charged(String key, String card) {
        return order(key).put("charge", true).put("stored_payment_method_id", card);
    }

    /** Pays an invoice over 104.97 at the counter, and its order with it. */
    void payInCash(String invoice) {
        payInCash(invoice, 104.97);
    }

    /** Pays of an invoice at the counter; its order and its schedule follow. */
    void payInCash(String invoice, double amount) {
        JsonObject cash = ann().put("id", "cash-" + invoice)
                .put("name", "cash")
                .put("invoice_id", invoice)
                .put("amount", amount)
                .put("currency", "USD")
                .put("type", "cash")
                .put("status", "complete")
                .put("tenant_id", TENANT)
                .put("sys_version", 1)
                .put("sys_created_at", "2027-01-31T12:00:00Z")
                .put("sys_created_by_id", "ann")
                .put("sys_last_modified_at", "2027-01-31T12:00:00Z")
                .put("sys_last_modified_by_id", "ann");
        database.tenants.withTenant(TENANT, tx -> {
            tx.run("insert into payments select * from jsonb_populate_record(null::payments, $1)", cash);
            follow(tx, invoice);
        });
    }

    private void follow(Tx tx, String invoice) {
        for (String statement : List.of(Settlement.INVOICES, Settlement.ORDERS_OF_INVOICES, EntrySettlement.SETTLE)) {
            tx.run(statement, TENANT, new String[] {invoice}, time.instant().atOffset(ZoneOffset.UTC));
        }
    }

    /** The invoice of a schedule's first entry. */
    String invoice(String schedule) {
        return (String) one("id", "invoices", "entry_id = 'e0' and installment_schedule_id = '" + schedule + "'");
    }

    /** Changes the invoice {@code $1}, or its payments; its order and its schedule follow. */
    void change(String invoice, String statement) {
        database.tenants.withTenant(TENANT, tx -> {
            tx.run(statement, invoice);
            follow(tx, invoice);
        });
    }

    /** Status, failed tries and next date to try of a schedule, relative to today; and how its entries stand. */
    Object state(String schedule) {
        return database.sql("""
                select concat_ws(' ', s.status, s.attempts, s.next_attempt_date - $2::date,
                  (select string_agg(e ->> 'status', '/' order by e ->> 'entry_id') from jsonb_array_elements(s.entries) e))
                from installment_schedules s where s.id = $1""", schedule, today());
    }

    /** Suspends it, as staff do, or sets it going again. */
    void turn(String schedule, String status) {
        database.sql("update installment_schedules set status = $2 where id = $1 returning id", schedule, status);
    }

    /** Gives a card another token; schedules that its declines suspended go on. */
    void renew(String card, String token) {
        database.sql("update stored_payment_methods set token = $2 where id = $1 returning id", card, token);
        database.tenants.withTenant(
                TENANT,
                tx -> tx.run(
                        Installments.REARM,
                        TENANT,
                        new String[] {card},
                        time.instant().atOffset(ZoneOffset.UTC)));
    }

    /** Makes one invoice over a whole order, as staff can. */
    void billWhole(String order) {
        Moment moment =
                new Moment(time.instant().atOffset(ZoneOffset.UTC), today(), ZoneOffset.UTC, 3, 3, new JsonObject());
        database.tenants.withTenant(TENANT, tx -> Books.bill(tx, TENANT, List.of(order), moment));
    }

    /** What the gateway's books say was taken under a caller's key, and keys made of it. */
    Object taken(String key) {
        return database.sql("""
                select coalesce(sum(amount), 0)::text from gateway.gateway_ledger
                where outcome = 'succeeded' and key in (select a.key from payment_attempts a
                  where a.request_key ~ ('^' || $1 || '(:|$)'))""", key);
    }

    /** What our own books say about it. */
    Object paid(String key) {
        return database.sql("""
                select coalesce(sum(amount), 0)::text from payments
                where status = 'complete' and idempotency_key in (select a.key from payment_attempts a
                  where a.request_key ~ ('^' || $1 || '(:|$)'))""", key);
    }

    /** A value of a row. */
    Object one(String column, String table, String where) {
        return database.sql("select " + column + " from " + table + " where " + where);
    }

    @Override
    public void close() {
        database.close();
    }
}
