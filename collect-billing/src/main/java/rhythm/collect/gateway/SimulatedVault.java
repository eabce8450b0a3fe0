package rhythm.collect.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.problem.Problem;

/** The simulated gateway keeps no cards and tells nothing by itself: its books lie beside ours, and are restored with them. */
final class SimulatedVault implements CardVault, GatewayNews {
    @Override
    public Optional<String> faultOf(String token) {
        return Optional.empty();
    }

    @Override
    public Optional<Setup> begin(String tenant, Account account, String key, String name, boolean isAccount) {
        String id = ChargeRequest.hash(tenant + "/" + key);
        return Optional.of(new Setup("sim_setup_" + id, "sim_customer_" + id, "sim_secret_" + id));
    }

    @Override
    public Optional<Kept> finished(Account account, String setup) {
        return Optional.of(new Kept("success", "visa", "4242", "2039-12", true));
    }

    @Override
    public Optional<Kept> card(Account account, String id) {
        return Optional.empty();
    }

    @Override
    public GatewayEvent signed(byte[] body, @Nullable String signature, Instant now) {
        throw Problem.NOT_FOUND.because("the simulated gateway sends no events");
    }

    @Override
    public Optional<List<GatewayEvent>> since(Account account, Instant since) {
        return Optional.of(List.of());
    }

    @Override
    public Optional<List<FoundCharge>> charges(String tenant, Account account, Instant since) {
        return Optional.of(List.of());
    }
}
