package rhythm.kernel.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Where mails are handed over. */
@ConfigMapping(prefix = "rhythm.mail")
public interface MailSettings {
    /** How the connection is protected; {@code starttls} refuses a server that does not offer it. */
    enum Tls {
        NONE,
        STARTTLS,
        TLS
    }

    @WithDefault("localhost")
    String host();

    @WithDefault("25")
    int port();

    Optional<String> user();

    Optional<String> password();

    @WithDefault("none")
    Tls tls();

    /** The sender of mails that name none, {@code Name <address>}. */
    @WithDefault("billing@localhost")
    String from();

    /** The longest wait for connecting, and for each single answer of the server. */
    @WithDefault("PT30S")
    Duration timeout();

    /** How many connections may be open at once. */
    @WithDefault("8")
    int connections();
}
