package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.CardVault.Kept;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.kernel.store.TenantDatabase;

/** Stored cards follow what the gateway says of them: a new number or expiration, one that is gone, one that was typed in. */
final class CardNews {
    private static final String FOLLOW = """
            update stored_payment_methods m set token = $3, brand = coalesce($4, m.brand), last_four = coalesce($5, m.last_four),
              expiration = coalesce($6, m.expiration), is_active = $7, sys_version = m.sys_version + 1, sys_last_modified_at = $8
            where m.tenant_id = $1 and m.id = any($2) returning m.id""";

    private final TenantDatabase database;
    private final Clock clock;
    private final PaymentGateway gateway;

    CardNews(TenantDatabase database, Clock clock, PaymentGateway gateway) {
        this.database = database;
        this.clock = clock;
        this.gateway = gateway;
    }

    /** False when the gateway cannot be asked. */
    boolean changed(String tenant, String method) {
        List<String> ids = new ArrayList<>();
        database.withTenant(tenant, tx -> tx.run("""
                select m.id from stored_payment_methods m where m.tenant_id = $1 and split_part(m.token, '/', 2) = $2""", tenant, method).forEach(row -> ids.add(row.getString(0))));
        if (ids.isEmpty()) {
            return true;
        }
        String[] cards = ids.toArray(String[]::new);
        Account account = database.inTenant(tenant, tx -> GatewayLook.account(tx, tenant));
        Optional<Kept> kept =
                account.id() == null ? Optional.empty() : gateway.cards().card(account, method);
        kept.ifPresent(card -> follow(tenant, cards, card));
        return kept.isPresent();
    }

    /** The holder has typed it in. */
    boolean saved(String tenant, String setup) {
        Optional<Row> begun = database.inTenant(tenant, tx -> {
            for (Row row : tx.run("""
                    select s.stored_payment_method_id, s.account from card_setups s
                    where s.tenant_id = $1 and s.setup = $2 and s.finished_at is null""", tenant, setup)) {
                return Optional.of(row);
            }
            return Optional.<Row>empty();
        });
        if (begun.isEmpty()) {
            return true;
        }
        Optional<Kept> kept = gateway.cards().finished(Account.of(begun.get().getJsonObject(1)), setup);
        kept.ifPresent(card -> {
            follow(tenant, new String[] {begun.get().getString(0)}, card);
            database.withTenant(
                    tenant,
                    tx -> tx.run(
                            "update card_setups set finished_at = $3 where tenant_id = $1 and setup = $2",
                            tenant,
                            setup,
                            now()));
        });
        return kept.isPresent();
    }

    private void follow(String tenant, String[] cards, Kept kept) {
        database.withTenant(tenant, tx -> {
            OffsetDateTime now = now();
            tx.run(
                    FOLLOW,
                    tenant,
                    cards,
                    kept.token(),
                    kept.brand(),
                    kept.lastFour(),
                    kept.expiration(),
                    kept.isUsable(),
                    now);
            tx.run(Installments.REARM, tenant, cards, now);
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
