package rhythm.kernel.problem;

import io.vertx.pgclient.PgException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.JDBCException;

/** Reads a database error by its SQLSTATE and says it in the API's words (sql.md, rule 9). */
public final class Refusals {
    private static final String FOREIGN_KEY = "23503";

    private Refusals() {}

    /** What the database said: its SQLSTATE and message. */
    private record Said(String state, String message) {}

    private static Optional<Said> said(Throwable cause) {
        return switch (cause) {
            case PgException database -> Optional.of(new Said(database.getSqlState(), database.getMessage()));
            case JDBCException hibernate ->
                Optional.of(new Said(
                        hibernate.getSQLState(), hibernate.getSQLException().getMessage()));
            default -> Optional.empty();
        };
    }

    /** The refusal behind a failure: itself, a constraint that spoke, or an internal error. */
    public static ProblemException of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException refusal) {
                return refusal;
            }
            if (Outage.isOne(cause)) {
                return away();
            }
            Optional<Said> said = said(cause);
            if (said.isPresent() && Outage.isState(said.get().state)) {
                return away();
            }
            if (said.isPresent()) {
                return ofState(said.get().state, said.get().message);
            }
        }
        return Problem.INTERNAL.because("something went wrong on our side; quote the request id when you ask");
    }

    private static ProblemException away() {
        return Problem.UNAVAILABLE.because("something that is needed for this is away; try again soon");
    }

    /** Whether a foreign key spoke: something is still referred to, or refers to what is gone. */
    public static boolean isReference(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> said(cause).stream())
                .findFirst()
                .filter(said -> FOREIGN_KEY.equals(said.state))
                .isPresent();
    }

    /** Whether the database refused what was asked for, as opposed to being away or broken. */
    public static boolean isConstraint(Throwable thrown) {
        Problem problem = of(thrown).problem;
        return problem == Problem.CONFLICT || problem == Problem.INVALID;
    }

    /** A refusal that a service's own triggers raise, {@code field: reason}; the drivers put their own words around it. */
    private static ProblemException ofTrigger(String message) {
        Matcher said = Pattern.compile("(?:ERROR: )?(\\w+): (.*?)(?: \\(RB409\\))?", Pattern.DOTALL)
                .matcher(message == null ? "" : message);
        return said.matches()
                ? Problem.CONFLICT.field(said.group(1), said.group(2))
                : Problem.CONFLICT.because("the record would contradict another one");
    }

    private static ProblemException ofState(String state, String message) {
        return switch (state == null ? "" : state) {
            case FOREIGN_KEY ->
                Problem.CONFLICT.because("another record refers to this one, or one it refers to is gone");
            case "23505" -> Problem.CONFLICT.because("a record with the same key exists already");
            case "23514" -> Problem.CONFLICT.because("the record would contradict itself");
            case "RB409" -> ofTrigger(message);
            case "22001", "22003", "22007", "22008" -> Problem.INVALID.because("a value is out of bounds");
            case "22021", "22P05" -> Problem.INVALID.because("a text must not contain a NUL character");
            case "40001", "40P01" -> Problem.CONFLICT.because("another change came in between; try again");
            default -> Problem.INTERNAL.because("something went wrong on our side; quote the request id when you ask");
        };
    }
}
