package rhythm.membership.certification;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import rhythm.kernel.gateway.ServiceAnswer;
import rhythm.kernel.gateway.ServiceTokens;

/** Certifications in a certifications-billing that is reached over HTTP. */
@Singleton
final class RemoteCertifications implements Certifications {
    private static final Logger LOG = Logger.getLogger(RemoteCertifications.class);

    private final CertificationsApi certifications;
    private final ServiceTokens tokens;
    private final boolean isConnected;

    RemoteCertifications(
            @RestClient CertificationsApi certifications, ServiceTokens tokens, CertificationsSettings settings) {
        this.certifications = certifications;
        this.tokens = tokens;
        this.isConnected = settings.url().isPresent();
    }

    @Override
    public boolean isConnected() {
        return isConnected;
    }

    @Override
    public Outcome end(String tenant, LocalDate date, Collection<String> contacts, Collection<String> organizations) {
        String holders = new JsonObject()
                .put("contact_ids", new JsonArray(List.copyOf(contacts)))
                .put("organization_ids", new JsonArray(List.copyOf(organizations)))
                .put("termination_date", date.toString())
                .encode();
        int members = contacts.size() + organizations.size();
        if (!isConnected) {
            LOG.warnf("the certifications of %d members end once %s is connected again", members, SERVICE);
            return Outcome.AWAY;
        }
        try {
            ServiceAnswer answer =
                    ServiceAnswer.hear(() -> certifications.deactivate(tenant, tokens.bearer(tenant), holders));
            if (answer.isOk()) {
                return Outcome.ENDED;
            }
            LOG.errorf(
                    "%s refused to end the certifications of %d members %s; they stay until somebody sees to it",
                    SERVICE, members, answer.reason());
            return Outcome.REFUSED;
        } catch (ServiceAnswer.Unheard unheard) { // the next look tries again
            LOG.warnf(
                    "%s did not end the certifications of %d members yet: %s", SERVICE, members, unheard.getMessage());
            return Outcome.AWAY;
        }
    }
}
