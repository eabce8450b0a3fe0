package rhythm.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** The services of the suite. Each is deployable alone; a new one is one line here and one in every switch over them. */
public enum Service {
    MEMBERSHIP(8081),
    CERTIFICATIONS(8082),
    COLLECT(8083);

    private final int port;

    Service(int port) {
        this.port = port;
    }

    /** Where it listens in the suite. */
    public int port() {
        return port;
    }

    /** Its domain's name, which is its database's too. */
    public String domain() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The module it is built from and the name of its image. */
    public String module() {
        return domain() + "-billing";
    }

    /** The others that it calls where an installation has them: for orders, and to end certifications. */
    List<Service> calls() {
        return switch (this) {
            case MEMBERSHIP -> List.of(CERTIFICATIONS, COLLECT);
            case CERTIFICATIONS -> List.of(COLLECT);
            case COLLECT -> List.of();
        };
    }

    /** Where its process is remembered while the suite is up. */
    ProcessRecord process(Checkout checkout) {
        return new ProcessRecord(checkout.state(module() + ".pid"));
    }

    /** Its own database in the server, and the other parts it works with. */
    public ServiceSettings settings(PostgresServer postgres, TokenIssuer issuer, MailSink sink, int httpPort) {
        return new ServiceSettings(
                postgres.database(domain()), issuer.issuerUrl(TokenIssuer.LOCAL), sink.smtpPort(), httpPort);
    }

    /** The services that this checkout builds. */
    public static List<Service> in(Checkout checkout) throws IOException {
        String build = Files.readString(checkout.root().resolve("pom.xml"));
        return Arrays.stream(values())
                .filter(service -> build.contains("<module>" + service.module() + "</module>"))
                .toList();
    }

    /** The service a person names by its domain. */
    public static Service named(String domain) {
        return Arrays.stream(values())
                .filter(service -> service.domain().equals(domain))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no service " + domain + "; there are "
                        + Arrays.stream(values()).map(Service::domain).toList()));
    }
}
