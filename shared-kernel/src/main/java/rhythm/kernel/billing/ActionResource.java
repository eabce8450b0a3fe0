package rhythm.kernel.billing;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Domain;
import rhythm.kernel.run.RunCounts;
import rhythm.kernel.store.Rows;

/** Actions as records: staff add, exclude and remove them before the run executes, and its counts follow at once. */
public abstract class ActionResource<T extends ActionRecord> extends RecordResource<T> {
    /** Locks the runs, so that none of them starts while its list is edited; answers those that are too far. */
    private static final String CLOSED = """
            select r.id from billing_runs r where r.tenant_id = ?1 and r.id = any(?2)
              and (r.executed or r.status in ('preprocessing', 'running', 'completed', 'cancelled'))
            order by r.id for share""";

    protected ActionResource(Class<T> record) {
        super(record);
    }

    @Inject
    Domain domain;

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<T>> done) {
        Map<String, Map<List<String>, Long>> deltas = new HashMap<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Step<T> step : done) {
            if (step.before() != null) {
                count(deltas, step.before(), -1);
            }
            if (step.after() != null) {
                count(deltas, step.after(), 1);
            }
            if (step.before() == null) {
                all = all.chain(() -> fill(rows, step));
            }
        }
        deltas.values().forEach(run -> run.values().removeIf(n -> n == 0));
        Set<String> moved = deltas.entrySet().stream()
                .filter(run -> !run.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        all = all.chain(() -> refuseClosed(rows, moved));
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

    /** Fills a new action from its candidate, as the preview does; not every sort of candidate is a record that it refers to. */
    private Uni<Void> fill(Rows rows, Step<T> step) {
        String type = text("type", step.after());
        Candidates candidates = domain.kinds().stream()
                .filter(kind -> kind.type().equals(type))
                .findFirst()
                .orElseThrow()
                .candidates();
        return rows.change(filling(candidates), step.id())
                .invoke(filled -> {
                    if (filled == 0) {
                        throw Problem.CONFLICT.field(
                                "candidate_id",
                                "there is no %s %s".formatted(candidates.name(), step.after().candidateId));
                    }
                })
                .replaceWithVoid();
    }

    private static String filling(Candidates candidates) {
        Map<String, String> columns = new TreeMap<>(candidates.columns());
        columns.merge(
                "name",
                "case a.name when a.candidate_id then %s else a.name end",
                (name, chosen) -> chosen.formatted(name));
        return columns.entrySet().stream()
                .map(column -> column.getKey() + " = " + column.getValue())
                .collect(Collectors.joining(
                        ", ",
                        "update billing_run_actions a set ",
                        " from " + candidates.table() + " c where a.tenant_id = $1 and a.id = $2"
                                + " and c.tenant_id = $1 and c.id = a.candidate_id"));
    }

    private void count(Map<String, Map<List<String>, Long>> deltas, T action, long n) {
        deltas.computeIfAbsent(text("billing_run_id", action), run -> new HashMap<>())
                .merge(List.of(text("type", action), action.status), n, Long::sum);
    }

    private String text(String field, T action) {
        RecordField known = type.field(field).orElseThrow();
        return (String) known.read(action);
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
