package rhythm.kernel.record;

import java.time.Instant;
import java.util.Set;

/** Who is calling, as the token or API key says. */
public record Caller(String subject, String client, Set<String> roles, String requestId) {
    public static final String ADMIN = "tenant-admin";

    public static final String OPERATOR = "billing-operator";

    /** The engine's own name on records it writes. */
    public static final String ENGINE = "rhythm-billing";

    public boolean isAdmin() {
        return roles.contains(ADMIN);
    }

    public boolean isOperator() {
        return roles.contains(OPERATOR);
    }

    SecurityContext context() {
        return new SecurityContext(subject, client, roles.stream().sorted().toList(), requestId);
    }

    /** Stamps a record as written now by this caller; {@code before} is null for a new one. */
    public void stamp(SysRecord record, SysRecord before, Instant now) {
        record.sysVersion = before == null ? 1 : before.sysVersion + 1;
        record.sysCreatedAt = before == null ? now : before.sysCreatedAt;
        record.sysCreatedById = before == null ? subject : before.sysCreatedById;
        record.sysLastModifiedAt = now;
        record.sysLastModifiedById = subject;
        record.sysLastSecurityContext = context();
    }

    /** A caller inside the service: the scheduler or the executor. */
    public static Caller engine() {
        return new Caller(ENGINE, ENGINE, Set.of(), "");
    }
}
