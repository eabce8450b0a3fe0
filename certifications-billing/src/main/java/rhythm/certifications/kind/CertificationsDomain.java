package rhythm.certifications.kind;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.OpenOrders;

/** What the engine has to know about certifications, applications and training providers. */
@Singleton
public final class CertificationsDomain implements Domain {
    private final List<Kind> kinds;

    public CertificationsDomain() {
        Kind activation = new ApplicationActivation();
        kinds = List.of(
                activation,
                new ProviderBilling(),
                new RenewalReminder(),
                new ApplicationReminder(),
                new RenewalForecast(),
                new ApplicationExpiration(),
                new Drop(activation));
    }

    @Override
    public String service() {
        return "certifications";
    }

    @Override
    public Optional<OpenOrders> openOrders() {
        return Optional.of(BilledRegistrations.OPEN_ORDERS);
    }

    @Override
    public List<Kind> kinds() {
        return kinds;
    }
}
