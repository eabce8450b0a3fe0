package rhythm.kernel.contract;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import rhythm.stack.EmbeddedParts;
import rhythm.stack.Ports;

/**
 * Gives a service under test its database, token issuers and mail sink; {@code service} names the database. A second
 * issuer speaks for the tenant {@value #STRANGER} only, and a third for {@value #ROTATED}.
 */
public final class ServiceParts implements QuarkusTestResourceLifecycleManager {
    public static final String OTHER_ISSUER = "elsewhere";
    public static final String STRANGER = "initech";
    /** The tenant of an issuer that changes its keys. */
    public static final String ROTATED = "hooli";

    public static final String ORIGIN = "https://staff.example.com";

    private String service = "service";

    @Override
    public void init(Map<String, String> arguments) {
        service = arguments.getOrDefault("service", service);
    }

    @Override
    public Map<String, String> start() {
        EmbeddedParts parts = EmbeddedParts.shared();
        Map<String, String> settings = new HashMap<>(parts.settings(service));
        settings.put("quarkus.http.test-port", "0");
        settings.put("rhythm.issuers.elsewhere.url", parts.issuer().issuerUrl(OTHER_ISSUER));
        settings.put("rhythm.issuers.elsewhere.tenants", STRANGER);
        settings.put("rhythm.issuers.rotating.url", "http://127.0.0.1:" + Ports.anyFree());
        settings.put("rhythm.issuers.rotating.jwks-path", "/keys");
        settings.put("rhythm.issuers.rotating.tenants", ROTATED);
        settings.put("rhythm.cors.origins", ORIGIN);
        settings.put("quarkus.log.level", "WARN");
        settings.put("rhythm.progress.pause", "20ms");
        return settings;
    }

    /** The parts end with the JVM: other test classes use them, too. */
    @Override
    public void stop() {}
}
