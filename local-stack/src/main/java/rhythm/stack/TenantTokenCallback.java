package rhythm.stack;

import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;

/** Answers token requests over HTTP: the fields `tenant` and `role` of the request become the token's claims. */
final class TenantTokenCallback implements OAuth2TokenCallback {
    private final String issuerId;
    private final String audience;

    TenantTokenCallback(String issuerId, String audience) {
        this.issuerId = issuerId;
        this.audience = audience;
    }

    @Override
    public String issuerId() {
        return issuerId;
    }

    @Override
    public String subject(TokenRequest request) {
        return "local-user";
    }

    @Override
    public String typeHeader(TokenRequest request) {
        return "JWT";
    }

    @Override
    public List<String> audience(TokenRequest request) {
        return List.of(audience);
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
        List<String> roles = field(request, "role");
        return Map.of(
                "tenants", field(request, "tenant"),
                "groups", roles.isEmpty() ? TokenIssuer.ALL_ROLES : roles,
                "azp", request.getClientAuthentication().getClientID().getValue());
    }

    @Override
    public long tokenExpiry() {
        return Duration.ofDays(1).toSeconds();
    }

    private static List<String> field(TokenRequest request, String name) {
        List<String> values = request.getCustomParameter(name);
        return values == null ? List.of() : values;
    }
}
