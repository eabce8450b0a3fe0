package rhythm.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What a service must be told to work with the parts of this machine. */
public record ServiceSettings(
        Database database, String issuerUrl, int smtpPort, int httpPort, Map<String, String> others) {

    private static final String PAGING_SECRET = UUID.randomUUID().toString();

    public ServiceSettings(Database database, String issuerUrl, int smtpPort, int httpPort) {
        this(database, issuerUrl, smtpPort, httpPort, Map.of());
    }

    /** The same with one more setting, or with another value for one of these. */
    public ServiceSettings with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(others);
        more.put(name, value);
        return new ServiceSettings(database, issuerUrl, smtpPort, httpPort, more);
    }

    /** The same with a clock that stands so far from the machine's. */
    public ServiceSettings shifted(Duration shift) {
        return with("rhythm.clock.shift", shift.toString());
    }

    /** The same with orders placed in the collect-billing at this address, as the module's own client of the issuer. */
    public ServiceSettings ordering(String module, String collectUrl) {
        return calling(module, Service.COLLECT, collectUrl);
    }

    /** The same with another service called at this address, as the module's own client of the issuer. */
    public ServiceSettings calling(String module, Service other, String url) {
        return with("rhythm." + other.domain() + ".url", url)
                .with("quarkus.oidc-client.client-enabled", "true")
                .with("quarkus.oidc-client.auth-server-url", issuerUrl)
                .with("quarkus.oidc-client.token-path", issuerUrl + "/token")
                .with("quarkus.oidc-client.client-id", module)
                .with("quarkus.oidc-client.credentials.secret", "local");
    }

    /** The settings by the names the services read. */
    public Map<String, String> asMap() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        settings.put("quarkus.datasource.username", database.serviceUser());
        settings.put("quarkus.datasource.password", database.servicePassword());
        settings.put("quarkus.datasource.owner.jdbc.url", database.jdbcUrl());
        settings.put("quarkus.datasource.owner.username", database.ownerUser());
        settings.put("quarkus.datasource.owner.password", database.ownerPassword());
        settings.put("rhythm.issuers.local.url", issuerUrl);
        settings.put("rhythm.mail.host", "localhost");
        settings.put("rhythm.mail.port", Integer.toString(smtpPort));
        settings.put("quarkus.http.port", Integer.toString(httpPort));
        settings.put("rhythm.clock.movable", "true");
        settings.put("rhythm.gateway", "simulated");
        settings.put("rhythm.paging.secret", PAGING_SECRET);
        settings.putAll(others);
        return settings;
    }
}
