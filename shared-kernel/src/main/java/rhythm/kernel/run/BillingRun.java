package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/** A run as the engine sees it: its row, with the kinds' flags and options by name. */
public record BillingRun(String tenant, String id, JsonObject row) {
    /** Reads the run; {@code locking} is empty or a locking clause. */
    static Optional<BillingRun> find(Tx tx, String tenant, String id, String locking) {
        for (Row found : tx.run(
                "select jsonb_strip_nulls(to_jsonb(r)) from billing_runs r where r.tenant_id = $1 and r.id = $2 "
                        + locking,
                tenant,
                id)) {
            return Optional.of(new BillingRun(tenant, id, found.getJsonObject(0)));
        }
        return Optional.empty();
    }

    static BillingRun get(Tx tx, String tenant, String id, String locking) {
        return find(tx, tenant, id, locking)
                .orElseThrow(() -> Problem.NOT_FOUND.because("there is no billing run " + id));
    }

    String status() {
        return row.getString("status");
    }

    boolean has(Kind kind) {
        return row.getBoolean(kind.flag(), false);
    }

    JsonObject options(Kind kind) {
        return row.getJsonObject(kind.options(), new JsonObject());
    }

    List<Kind> kinds(Domain domain) {
        return domain.kinds().stream().filter(this::has).toList();
    }

    Plan plan(Kind kind) {
        return Plan.of(kind.effects(options(kind)));
    }

    /** Whom the kind selects; where the mail is the deed, only those whom its notice is for. */
    List<Selection> selections(Tx tx, Kind kind, LocalDate asOf) {
        List<Selection> selections = kind.selections(options(kind), asOf);
        return plan(kind).mailIsDeed()
                ? selections.stream()
                        .map(selection -> NoticeLimits.narrow(
                                tx, tenant, kind.candidates().notices(), selection))
                        .map(selection -> Once.narrow(this, kind, selection))
                        .toList()
                : selections;
    }

    Instant time(String field) {
        String written = row.getString(field);
        return written == null ? null : OffsetDateTime.parse(written).toInstant();
    }

    boolean is(String field) {
        return row.getBoolean(field, false);
    }

    /** An administrator's lock holds against whatever would set the run to work or call it off. */
    void requireUnlocked() {
        if (is("sys_locked")) {
            throw Problem.CONFLICT.because("run " + id + " is locked; an administrator can unlock it");
        }
    }

    /** The values every statement about the run may name. */
    Map<String, Object> params(Now now) {
        return Map.of("tenant", tenant, "run", id, "now", now.business(), "real_now", now.real(), "today", now.today());
    }
}
