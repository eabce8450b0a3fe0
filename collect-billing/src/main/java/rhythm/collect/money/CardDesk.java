package rhythm.collect.money;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import rhythm.collect.gateway.Account;
import rhythm.collect.gateway.CardVault.Setup;
import rhythm.collect.gateway.PaymentGateway;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.TenantDatabase;

/** Saves cards at the gateway: their holders type them in at its own form, and it tells when that is done. */
@ApplicationScoped
public class CardDesk {
    private final TenantDatabase database;
    private final Clock clock;
    private final PaymentGateway gateway;

    public CardDesk(TenantDatabase database, Clock clock, PaymentGateway gateway) {
        this.database = database;
        this.clock = clock;
        this.gateway = gateway;
    }

    /** Begins to save a card, or an account, of somebody. */
    public Setup begin(String tenant, String key, String name, boolean isAccount) {
        Account account = database.inTenant(tenant, tx -> GatewayLook.account(tx, tenant));
        return gateway.cards()
                .begin(tenant, account, key, name, isAccount)
                .orElseThrow(() -> account.id() == null
                        ? Problem.CONFLICT.because("no account at the gateway is set; settings.gateway names it")
                        : Problem.UNAVAILABLE.because("the gateway cannot be asked now; try again later"));
    }

    /** Notes which stored payment method waits for a setup, in the tenant's account. */
    public void await(String tenant, String setup, String method) {
        database.withTenant(tenant, tx -> {
            Account account = GatewayLook.account(tx, tenant);
            tx.run(
                    """
                    insert into card_setups (tenant_id, setup, stored_payment_method_id, account, begun_at)
                    values ($1, $2, $3, $4, $5)""",
                    tenant,
                    setup,
                    method,
                    new JsonObject().put("kind", account.kind()).put("account", account.id()),
                    clock.instant().atOffset(ZoneOffset.UTC));
        });
    }
}
