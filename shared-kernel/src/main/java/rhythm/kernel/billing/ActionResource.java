package rhythm.kernel.billing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.run.Approvals;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.DueWork;
import rhythm.kernel.run.HandAdded;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.RunCounts;
import rhythm.kernel.run.Sql;
import rhythm.kernel.store.Rows;

/** Actions as records: staff add, exclude and remove them before the run executes, and its counts follow at once. */
public abstract class ActionResource<T extends ActionRecord> extends RecordResource<T> {
    /** Locks the runs, so that none of them starts while its list is edited; answers those that are too far. */
    private static final String CLOSED = """
            select r.id from billing_runs r where r.tenant_id = ?1 and r.id = any(?2)
              and (r.executed or r.status in ('preprocessing', 'running', 'completed', 'cancelled'))
            order by r.id for no key update""";

    private static final String RUN = """
            select cast(jsonb_strip_nulls(to_jsonb(r)) as text) from billing_runs r
            where r.tenant_id = ?1 and r.id = any(?2)""";

    private static final String LOCKED = """
            select r.id from billing_runs r where r.tenant_id = ?1 and r.id = any(?2) and r.sys_locked
            order by r.id for share""";

    protected ActionResource(Class<T> record) {
        super(record);
    }

    @Inject
    Domain domain;

    /** An action by hand is for one of the rows that its kind reminds by; where there is only one, that need not be said. */
    @Override
    protected Uni<List<Step<T>>> beforehand(Rows rows, List<Step<T>> planned) {
        Set<String> runs = planned.stream()
                .filter(Step::isCreation)
                .map(step -> text("billing_run_id", step.after()))
                .collect(Collectors.toSet());
        if (runs.isEmpty()) {
            return Uni.createFrom().item(planned);
        }
        return rows.ids(RUN, runs)
                .map(found -> found.stream()
                        .map(JsonObject::new)
                        .collect(Collectors.toMap(run -> run.getString("id"), Function.identity())))
                .map(known -> planned.stream()
                        .map(step -> step.isCreation()
                                ? withReminder(step, known.get(text("billing_run_id", step.after())))
                                : step)
                        .toList());
    }

    private Step<T> withReminder(Step<T> step, JsonObject run) {
        T action = step.after();
        Map<String, Optional<String>> reminders = HandAdded.reminders(kind(text("type", action)), run);
        if (reminders.isEmpty()) {
            return step;
        }
        boolean isGiven = action.reminderId != null && !action.reminderId.isEmpty();
        if (!isGiven && reminders.size() == 1) {
            action.reminderId = reminders.keySet().iterator().next();
            action.id = action.newId(action.sysCreatedAt);
        }
        if (action.reminderId != null && reminders.containsKey(action.reminderId)) {
            action.reminderName = reminders.get(action.reminderId).orElse(null);
            return new Step<>(action.id, null, action, null);
        }
        return step.refusedBecause(Problem.CONFLICT.field(
                "reminder_id",
                "must be one of those in the run's %s: %s"
                        .formatted(kind(text("type", action)).options(), String.join(", ", reminders.keySet()))));
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        Map<String, Map<List<String>, Long>> deltas = new HashMap<>();
        for (Step<T> step : done) {
            if (step.before() != null) {
                count(deltas, step.before(), -1);
            }
            if (step.after() != null) {
                count(deltas, step.after(), 1);
            }
        }
        deltas.values().forEach(run -> run.values().removeIf(n -> n == 0));
        Set<String> moved = deltas.entrySet().stream()
                .filter(run -> !run.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Uni<Void> all = fill(
                        rows,
                        done.stream().filter(step -> step.before() == null).toList())
                .chain(() -> refuseLocked(rows, runsOf(done)))
                .chain(() -> refuseClosed(rows, moved));
        for (String run : moved) {
            all = all.chain(() -> rows.run(
                            Approvals.LIST_CHANGED, run, callers.current().subject()))
                    .chain(() -> rows.run(DueWork.FORGET_RUN, run))
                    .chain(() -> rows.run(DueWork.NOTE_RUN, run));
        }
        for (String run : moved) {
            for (var delta : deltas.get(run).entrySet()) {
                all = all.chain(() -> rows.run(
                        RunCounts.ADD,
                        run,
                        delta.getKey().get(0),
                        delta.getKey().get(1),
                        delta.getValue()));
            }
        }
        return all;
    }

    /** Fills new actions from their candidates, as the preview does: those of one run and kind together. */
    private Uni<Void> fill(Rows rows, List<Step<T>> added) {
        if (added.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Map<String, List<Step<T>>>> byRun = added.stream()
                .collect(Collectors.groupingBy(
                        step -> text("billing_run_id", step.after()),
                        Collectors.groupingBy(step -> text("type", step.after()))));
        return rows.ids(RUN, byRun.keySet()).chain(runs -> {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (String text : runs) {
                JsonObject run = new JsonObject(text);
                for (var ofType : byRun.get(run.getString("id")).entrySet()) {
                    all = all.chain(() -> fill(rows, run, kind(ofType.getKey()), ofType.getValue()));
                }
            }
            return all;
        });
    }

    private Kind kind(String type) {
        return domain.kinds().stream()
                .filter(one -> one.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Not every sort of candidate is a record that an action refers to; of several that are missing, the batch asks for each alone. */
    private Uni<Void> fill(Rows rows, JsonObject run, Kind kind, List<Step<T>> added) {
        requireSwitchedOn(kind, run);
        Sql filling =
                HandAdded.filling(rows.tenant(), added.stream().map(Step::id).toArray(String[]::new), kind, run);
        List<Object> values = filling.values();
        // a cast's colons are not those of Hibernate's parameters
        return rows.change(
                        filling.toString().replace("::", "\\:\\:"),
                        values.subList(1, values.size()).toArray())
                .invoke(filled -> {
                    if (filled < added.size()) {
                        throw Problem.CONFLICT.field(
                                "candidate_id",
                                "there is no %s %s"
                                        .formatted(
                                                kind.candidates().name(),
                                                added.getFirst().after().candidateId));
                    }
                })
                .replaceWithVoid();
    }

    /** Nobody would carry such an action out, once the list is made; before that, the flag may still come. */
    private static void requireSwitchedOn(Kind kind, JsonObject run) {
        boolean isOn = run.getBoolean(kind.flag(), false);
        if (!isOn && !Set.of("draft", "scheduled").contains(run.getString("status"))) {
            throw Problem.CONFLICT.field(
                    "type", kind.flag() + " is off in run " + run.getString("id") + "; switch it on and refresh first");
        }
    }

    private void count(Map<String, Map<List<String>, Long>> deltas, T action, long n) {
        deltas.computeIfAbsent(text("billing_run_id", action), run -> new HashMap<>())
                .merge(List.of(text("type", action), action.status), n, Long::sum);
    }

    private String text(String field, T action) {
        RecordField known = type.field(field).orElseThrow();
        return (String) known.read(action);
    }

    private Set<String> runsOf(List<Step<T>> done) {
        return done.stream()
                .map(step -> text("billing_run_id", step.after() == null ? step.before() : step.after()))
                .collect(Collectors.toSet());
    }

    /** A locked run's list stays as it is, too. */
    private static Uni<Void> refuseLocked(Rows rows, Set<String> runs) {
        return rows.ids(LOCKED, runs)
                .invoke(locked -> {
                    if (!locked.isEmpty()) {
                        throw Problem.CONFLICT.field(
                                "billing_run_id",
                                "run " + locked.getFirst() + " is locked; an administrator can unlock it");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> refuseClosed(Rows rows, Set<String> runs) {
        if (runs.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return rows.ids(CLOSED, runs)
                .invoke(closed -> {
                    if (!closed.isEmpty()) {
                        throw Problem.CONFLICT.field(
                                "billing_run_id",
                                "run " + closed.getFirst() + " is executed or under way; its list is fixed");
                    }
                })
                .replaceWithVoid();
    }
}
