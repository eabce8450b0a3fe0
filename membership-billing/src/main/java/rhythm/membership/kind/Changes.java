package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import rhythm.kernel.run.Effect.Change;

/** Changes to memberships that several kinds make; each moves the version on, so that editors notice. */
final class Changes {
    private Changes() {}

    /** The status reason that a successful action leaves, if the run wants one. */
    static Optional<Change> statusReason(JsonObject options) {
        return Optional.ofNullable(options.getString("new_status_reason_id"))
                .map(reason -> new Change("""
                        update memberships c set status_reason_id = :reason, sys_version = c.sys_version + 1,
                          sys_last_modified_at = :real_now
                        where c.tenant_id = :tenant and c.id = any(:candidates)""", Map.of("reason", reason)));
    }
}
