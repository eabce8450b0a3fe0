package rhythm.kernel.rest;

import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import rhythm.kernel.record.Caller;

/** Tells who is calling, from the identity that the token or API key proved. */
@RequestScoped
public class Callers {
    private final SecurityIdentity identity;
    private final RoutingContext request;

    Callers(SecurityIdentity identity, RoutingContext request) {
        this.identity = identity;
        this.request = request;
    }

    public Caller current() {
        String client = "";
        String subject = identity.getPrincipal().getName();
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            client = token.getClaim("azp") instanceof String azp ? azp : "";
            subject = token.getSubject() == null ? subject : token.getSubject();
        }
        return new Caller(subject, client, identity.getRoles(), RequestId.of(request));
    }
}
