package rhythm.kernel.tenant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The token issuers we trust, by a name of ours: {@code rhythm.issuers.<name>.url} and so on. */
@ConfigMapping(prefix = "rhythm.issuers")
public interface Issuers {
    @WithParentName
    Map<String, Issuer> all();

    /** One issuer, and for which tenants its word counts. */
    interface Issuer {
        /** The {@code iss} of its tokens, and where it is found. */
        String url();

        /** The tenants bound to it; absent: every tenant that is bound to no other. */
        Optional<Set<String>> tenants();

        /** Where its keys are, if not where its own discovery document says. */
        Optional<String> jwksPath();

        /** The {@code aud} its tokens must carry: a token for another service is none for this. */
        @WithDefault("rhythm-billing")
        String audience();

        /** The claim that lists the caller's roles, or the way to it, as in {@code realm_access/roles}. */
        @WithDefault("groups")
        String rolesClaim();
    }

    /** Whether a token of this issuer counts in a tenant: no issuer speaks for a tenant bound to another. */
    default boolean maySpeakFor(String issuerUrl, String tenant) {
        boolean boundToOne = all().values().stream().anyMatch(issuer -> isBound(issuer, tenant));
        return all().values().stream()
                .filter(issuer -> issuer.url().equals(issuerUrl))
                .anyMatch(issuer ->
                        boundToOne ? isBound(issuer, tenant) : issuer.tenants().isEmpty());
    }

    private static boolean isBound(Issuer issuer, String tenant) {
        return issuer.tenants().map(bound -> bound.contains(tenant)).orElse(false);
    }
}
