package rhythm.collect.money;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.collect.gateway.Refund;
import rhythm.collect.gateway.RefundRequest;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Ids;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.store.TenantDatabase;
import rhythm.kernel.store.Tx;
import rhythm.kernel.tenant.TenantClock;

/**
 * Gives money back, through the gateway where one took it: written down before the gateway hears of it, asked for by the same key until
 * somebody knows what became of it, and booked in the transaction that writes that down.
 */
@ApplicationScoped
public class RefundDesk {
    private static final String BEGIN = """
            insert into refunds as r (tenant_id, id, payment_id, amount, currency, reason, intent, account, state, leased_until,
              asked_by, started_at)
            select $1, $2, p.id, $4, p.currency, $5,
              (select min(a.intent) from payment_attempts a where a.tenant_id = $1 and a.intent = p.gateway_reference),
              coalesce((select a.account from payment_attempts a where a.tenant_id = $1 and a.intent = p.gateway_reference
                and a.account is not null limit 1), $9::jsonb), 'started', $6, $7, $8
            from payments p where p.tenant_id = $1 and p.id = $3
            on conflict do nothing returning r.id""";

    private static final String COLUMNS =
            "r.id, r.payment_id, r.amount, r.currency, r.reason, r.intent, r.account, r.tries";

    private final TenantDatabase database;
    private final TenantClock tenantClock;
    private final Clock clock;
    private final PaymentGateway gateway;
    private final Duration lease;

    public RefundDesk(
            TenantDatabase database,
            TenantClock tenantClock,
            Clock clock,
            PaymentGateway gateway,
            ChargeSettings settings) {
        this.database = database;
        this.tenantClock = tenantClock;
        this.clock = clock;
        this.gateway = gateway;
        this.lease = settings.lease();
    }

    private record Open(
            String id,
            String payment,
            BigDecimal amount,
            String currency,
            String reason,
            @Nullable String intent,
            @Nullable Account account,
            int tries) {
        static Open of(Row row) {
            return new Open(
                    row.getString(0),
                    row.getString(1),
                    row.getBigDecimal(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    Account.of(row.getJsonObject(6)),
                    row.getInteger(7));
        }
    }

    /**
     * Gives back {@code amount} of a payment, or all of it when that is null; refused in words when the payment does not have so much,
     * or the gateway will not. A refund whose outcome is not known yet stands, and is brought to its end later.
     */
    public void refund(String tenant, String payment, @Nullable BigDecimal amount, String reason, String askedBy) {
        Instant business = tenantClock.now(tenant);
        Open open;
        try {
            open = database.inTenant(
                    tenant,
                    tx -> begin(tx, payment, amount, reason, askedBy, Moment.read(tx, tenant, business), tenant));
        } catch (PgException refused) {
            throw Books.refusal(refused);
        }
        if (open.intent != null && settle(tenant, open) instanceof Refund.Refused(String why)) {
            throw Problem.CONFLICT.because(why);
        }
    }

    private Open begin(
            Tx tx,
            String payment,
            @Nullable BigDecimal amount,
            String reason,
            String askedBy,
            Moment moment,
            String tenant) {
        BigDecimal asked = checked(tx, tenant, payment, amount);
        String id = Ids.next(Instant.from(moment.now()));
        tx.run(DueWork.NOTE_WATCH, tenant, OpenCharges.NAME, moment.now());
        boolean isBegun =
                tx.run(BEGIN, tenant, id, payment, asked, reason, leaseEnd(), askedBy, moment.now(), moment.account())
                                .size()
                        == 1;
        if (!isBegun) {
            throw Problem.CONFLICT.because("the payment " + payment + " is being refunded already");
        }
        Open open = one(tx.run(
                        "select " + COLUMNS + " from refunds r where r.tenant_id = $1 and r.id = $2", tenant, id))
                .orElseThrow();
        if (open.intent == null) { // no gateway took it: staff gives it back by hand
            write(tx, tenant, open, new Refund.Made(""), moment);
        }
        return open;
    }

    private static BigDecimal checked(Tx tx, String tenant, String payment, @Nullable BigDecimal amount) {
        for (Row row : tx.run("""
                select p.status, p.amount from payments p where p.tenant_id = $1 and p.id = $2 for no key update""", tenant, payment)) {
            if (!row.getString(0).equals("complete")) {
                throw Problem.CONFLICT.field(
                        "status", "is " + row.getString(0) + "; only complete payments are refunded");
            }
            BigDecimal all = row.getBigDecimal(1);
            if (amount != null && amount.compareTo(all) > 0) {
                throw Problem.INVALID.field("amount", "is more than the " + all.toPlainString() + " of the payment");
            }
            return amount == null ? all : amount;
        }
        throw Problem.NOT_FOUND.because("there is no payments " + payment);
    }

    private Refund settle(String tenant, Open open) {
        Refund refund = gateway.refund(
                new RefundRequest(
                        tenant,
                        open.account == null ? Account.NONE : open.account,
                        open.id,
                        String.valueOf(open.intent),
                        open.amount,
                        open.currency),
                open.tries > 1);
        if (!(refund instanceof Refund.Unknown)) {
            Instant business = tenantClock.now(tenant);
            database.withTenant(tenant, tx -> write(tx, tenant, open, refund, Moment.read(tx, tenant, business)));
        }
        return refund;
    }

    private static void write(Tx tx, String tenant, Open open, Refund refund, Moment moment) {
        String reference = refund instanceof Refund.Made(String made) && !made.isEmpty() ? made : null;
        String message = refund instanceof Refund.Refused(String why) ? why : null;
        boolean isMine =
                tx.run("""
                update refunds r set state = $3, reference = $4, message = $5, finished_at = $6, leased_until = null
                where r.tenant_id = $1 and r.id = $2 and r.state = 'started' returning r.id""", tenant, open.id, message == null ? "made" : "refused", reference, message, moment.now())
                                .size()
                        == 1;
        if (isMine && message == null) {
            new MoneyBack(tx, tenant, moment).refunded(open.payment, open.intent, open.amount, open.reason);
        }
    }

    /** Brings those to their end that nobody is at. */
    void takeUp(String tenant) {
        List<Open> left = new ArrayList<>();
        database.withTenant(
                tenant, tx -> tx.run("""
                with left_over as materialized (
                  select r.id from refunds r where r.tenant_id = $1 and r.state = 'started' and r.leased_until <= $2
                  order by r.id limit 100 for update skip locked)
                update refunds r set tries = r.tries + 1, leased_until = $3 from left_over l
                where r.tenant_id = $1 and r.id = l.id returning\s""" + COLUMNS, tenant, real(), leaseEnd()).forEach(row -> left.add(Open.of(row))));
        left.forEach(open -> settle(tenant, open));
    }

    private static Optional<Open> one(Iterable<Row> rows) {
        for (Row row : rows) {
            return Optional.of(Open.of(row));
        }
        return Optional.empty();
    }

    private OffsetDateTime real() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime leaseEnd() {
        return real().plus(lease);
    }
}
