package rhythm.kernel.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;

/** Tells failures that pass by themselves, because the database is away or restarting, from those that stay. */
public final class Outage {
    private Outage() {}

    public static boolean isBehind(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (isOne(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Connection lost or refused, shutting down or starting up, no connection left. */
    static boolean isState(String state) {
        return state != null && state.matches("08...|57P0.|53300");
    }

    static boolean isOne(Throwable cause) {
        return switch (cause) {
            case PgException said -> isState(said.getSqlState());
            case JsonProcessingException _ -> false; // what cannot be written as JSON is our own fault
            case ClosedConnectionException _, IOException _, VertxException _ -> true;
            default -> false;
        };
    }
}
