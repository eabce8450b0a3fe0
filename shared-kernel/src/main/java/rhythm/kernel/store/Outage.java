package rhythm.kernel.store;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;

/** Tells failures that pass by themselves, because the database is away or restarting, from those that stay. */
public final class Outage {
    private Outage() {}

    public static boolean isBehind(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            boolean isOne =
                    switch (cause) {
                        // connection lost or refused, shutting down or starting up, no connection left
                        case PgException said ->
                            said.getSqlState() != null && said.getSqlState().matches("08...|57P0.|53300");
                        case ClosedConnectionException _, IOException _ -> true;
                        case VertxException _ -> true;
                        default -> false;
                    };
            if (isOne) {
                return true;
            }
        }
        return false;
    }
}
