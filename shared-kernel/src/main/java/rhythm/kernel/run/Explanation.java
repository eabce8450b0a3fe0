package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/** Why a candidate is in a run, or why not: the conditions that select, each asked of this one candidate. */
final class Explanation {
    private final Engine engine;

    Explanation(Engine engine) {
        this.engine = engine;
    }

    JsonObject explain(Tx tx, BillingRun run, String candidate, Now now) {
        Map<String, Object> params = new HashMap<>(run.params(now));
        params.put("candidate", candidate);
        requireCandidate(tx, params);
        JsonArray kinds = new JsonArray();
        for (Kind kind : engine.domain().kinds()) {
            if (!run.has(kind)) {
                kinds.add(new JsonObject()
                        .put("type", kind.type())
                        .put("selected", false)
                        .put("switched_on", false));
                continue;
            }
            for (Selection selection : run.selections(tx, kind, Preview.asOf(tx, run, now))) {
                kinds.add(ask(tx, run, kind, selection, params));
            }
        }
        return new JsonObject()
                .put("billing_run_id", run.id())
                .put("candidate_id", candidate)
                .put("kinds", kinds);
    }

    private void requireCandidate(Tx tx, Map<String, Object> params) {
        boolean isKnown = candidates()
                .anyMatch(candidates -> new Sql(params)
                                .add("select 1" + candidates.from() + " and c.id = :candidate")
                                .run(tx)
                                .size()
                        > 0);
        if (!isKnown) {
            String names = candidates().map(Candidates::name).collect(Collectors.joining(" or "));
            throw Problem.NOT_FOUND.because("there is no " + names + " " + params.get("candidate"));
        }
    }

    private Stream<Candidates> candidates() {
        return engine.domain().kinds().stream().map(Kind::candidates).distinct();
    }

    private JsonObject ask(Tx tx, BillingRun run, Kind kind, Selection selection, Map<String, Object> params) {
        JsonArray failing = failing(tx, kind, selection, params);
        String action = Preview.actionId(run, kind, selection, String.valueOf(params.get("candidate")));
        keptBack(tx, run, kind, action, params).forEach(failing::add);
        JsonObject answer = new JsonObject()
                .put("type", kind.type())
                .put("switched_on", true)
                .put("selected", failing.isEmpty())
                .put("failing_conditions", failing);
        if (!selection.reminder().isEmpty()) {
            answer.put("reminder_id", selection.reminder()).put("reminder_name", selection.reminderName());
        }
        action(tx, run, action, answer);
        return answer;
    }

    private static JsonArray failing(Tx tx, Kind kind, Selection selection, Map<String, Object> params) {
        List<Condition> conditions = selection.all();
        Sql sql = new Sql(params).add("select c.id");
        for (Condition condition : conditions) {
            sql.add(", coalesce((" + condition.predicate() + "), false)", condition.params());
            sql.add(", (" + condition.actual() + ")::text", condition.params());
        }
        sql.add(kind.candidates().from() + " and c.id = :candidate");
        JsonArray failing = new JsonArray();
        for (Row row : sql.run(tx)) {
            for (int i = 0; i < conditions.size(); i++) {
                if (!row.getBoolean(1 + 2 * i)) {
                    failing.add(reason(
                            conditions.get(i).name(),
                            row.getString(2 + 2 * i),
                            conditions.get(i).wanted()));
                }
            }
            return failing;
        }
        String name = kind.candidates().name();
        return failing.add(reason("is a " + name, null, "a " + name + " of this id"));
    }

    /** What keeps an action that is on the list from being carried out, besides the conditions. */
    private static List<JsonObject> keptBack(
            Tx tx, BillingRun run, Kind kind, String action, Map<String, Object> params) {
        List<Rival> rivals =
                kind.yieldsTo().stream().filter(rival -> run.has(rival.kind())).toList();
        Sql sql = new Sql(params)
                .add("select a.expiration_date::text, ("
                        + kind.candidates().columns().getOrDefault("expiration_date", "a.expiration_date") + ")::text");
        List<String> held = List.copyOf(kind.held().keySet());
        held.forEach(column -> {
            Expression now = kind.columns(run.options(kind)).get(column);
            sql.add(", a." + column + "::text, (" + now.sql() + ")::text", now.params());
        });
        int first = 2 + 2 * held.size();
        rivals.forEach(rival -> sql.add(
                ", (select min(rival.status) " + rival.acts() + ")",
                Map.of("rival", rival.kind().type())));
        sql.add(
                " from billing_run_actions a join " + kind.candidates().table()
                        + " c on c.tenant_id = a.tenant_id and c.id = a.candidate_id where a.tenant_id = :tenant"
                        + " and a.id = :action and a.status in ('pending', 'no longer eligible', 'expiration date changed')",
                Map.of("action", action));
        List<JsonObject> reasons = new ArrayList<>();
        for (Row row : sql.run(tx)) {
            if (!Objects.equals(row.getString(0), row.getString(1))) {
                reasons.add(reason("expires as when the list was made", row.getString(1), row.getString(0)));
            }
            for (int i = 0; i < held.size(); i++) {
                String then = row.getString(2 + 2 * i);
                if (then != null && !then.equals(row.getString(3 + 2 * i))) {
                    reasons.add(reason(kind.held().get(held.get(i)), row.getString(3 + 2 * i), then));
                }
            }
            for (int i = 0; i < rivals.size(); i++) {
                if (row.getString(first + i) != null) {
                    String deed = rivals.get(i).kind().type();
                    reasons.add(reason("yields to '" + deed + "' of the same run", row.getString(first + i), "none"));
                }
            }
        }
        return reasons;
    }

    private static JsonObject reason(String condition, @Nullable String actual, @Nullable String wanted) {
        return new JsonObject()
                .put("condition", condition)
                .put("actual", actual)
                .put("wanted", wanted);
    }

    /** Where the candidate's action stands, if the list has one. */
    private static void action(Tx tx, BillingRun run, String id, JsonObject answer) {
        for (Row row : tx.run(
                "select id, status, outcome_of_last_refresh from billing_run_actions where tenant_id = $1 and id = $2",
                run.tenant(),
                id)) {
            answer.put("action_id", row.getString(0));
            answer.put("action_status", row.getString(1));
            answer.put("outcome_of_last_refresh", row.getString(2));
        }
    }
}
