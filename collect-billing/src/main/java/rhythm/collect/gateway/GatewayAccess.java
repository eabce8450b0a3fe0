package rhythm.collect.gateway;

import java.util.Locale;

/** Whether a gateway lets this installation in. */
public enum GatewayAccess {
    ACCEPTED,
    REFUSED,
    UNKNOWN;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
