package rhythm.kernel.tenant;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import rhythm.kernel.problem.Problem;

/** Stands before every resource: a known caller, in one of her tenants, with the role that the call needs; or a signature. */
public class TenantGuard {
    @Inject
    CurrentIdentityAssociation association;

    // the filter is made while the image is built, before there is a configuration to read
    @Inject
    Instance<Issuers> issuers;

    @Inject
    Instance<RateLimits> limits;

    @Inject
    RoutingContext routing;

    @ServerRequestFilter
    public Uni<Void> guard(ContainerRequestContext request, SimpleResourceInfo call) {
        if (request.getMethod().equals("OPTIONS")
                || NeededRoles.isSigned(call.getResourceClass(), call.getMethodName())) {
            return Uni.createFrom().voidItem();
        }
        String tenant = request.getUriInfo().getPathParameters().getFirst("tenantId");
        Role needed = NeededRoles.of(call.getResourceClass(), call.getMethodName());
        HttpServerResponse answer = routing.response();
        Context own = Vertx.currentContext();
        return association
                .getDeferredIdentity()
                .onFailure(AuthenticationFailedException.class)
                .transform(failed -> new UnauthorizedException(failed.getMessage()))
                .invoke(identity -> {
                    check(identity, tenant, needed);
                    association.setIdentity(identity);
                })
                .chain(() -> tenant == null
                        ? Uni.createFrom().voidItem()
                        : limits.get().admit(tenant, answer))
                .emitOn(next -> onItsOwn(own, next));
    }

    /** A request that waited for another's block of permits goes on in its own place, not in the other's. */
    private static void onItsOwn(Context own, Runnable next) {
        if (own == null || own == Vertx.currentContext()) {
            next.run();
        } else {
            own.runOnContext(ignored -> next.run());
        }
    }

    private void check(SecurityIdentity identity, String tenant, Role needed) {
        if (identity.isAnonymous()) {
            throw new UnauthorizedException();
        }
        Grants grants = Grants.of(identity);
        if (tenant != null && !grants.tenants().contains(tenant)) {
            throw Problem.FORBIDDEN.because("the caller has no access to tenant " + tenant);
        }
        if (tenant != null && grants.issuer() != null && !issuers.get().maySpeakFor(grants.issuer(), tenant)) {
            throw Problem.FORBIDDEN.because("the token's issuer does not speak for tenant " + tenant);
        }
        if (!needed.isGivenBy(grants.roles())) {
            throw Problem.FORBIDDEN.because("the role " + needed.wireName + " is needed for this");
        }
    }
}
