package rhythm.kernel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.problem.Refusals;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.store.Rows;
import rhythm.kernel.tenant.TenantClock;

/**
 * Carries operations out: rows locked and loaded together, each operation planned alone, all writes flushed together.
 * A hundred operations cost about as many statements as one.
 */
@ApplicationScoped
public class Writer {
    private final Mutiny.SessionFactory sessions;
    private final TenantClock clock;
    private final Validator validator;
    private final Referrers referrers;

    Writer(Mutiny.SessionFactory sessions, TenantClock clock, Validator validator, Referrers referrers) {
        this.sessions = sessions;
        this.clock = clock;
        this.validator = validator;
        this.referrers = referrers;
    }

    /** What else a resource does in the same transaction, before and after its records are written. */
    record Besides<T extends SysRecord>(
            BiFunction<Rows, List<Step<T>>, Uni<List<Step<T>>>> beforehand,
            BiFunction<Rows, List<Step<T>>, Uni<Void>> afterwards) {}

    /** Results in the order of the operations; a refused one does not keep the others from being done. */
    <T extends SysRecord> Uni<List<Result>> write(
            RecordType<T> type, String tenant, Caller caller, List<Operation> operations, Besides<T> besides) {
        Uni<List<Result>> all = Uni.createFrom().item(new ArrayList<>());
        for (List<Operation> group : withoutRepeats(operations)) {
            all = all.chain(done -> clock.read(tenant)
                    .map(now -> new Planner<>(type, tenant, caller, now, validator))
                    .chain(planner -> together(planner, group, besides))
                    .map(results -> {
                        done.addAll(results);
                        return done;
                    }));
        }
        return all;
    }

    /** Consecutive groups in which no record is meant twice: a later operation sees what an earlier one did. */
    private static List<List<Operation>> withoutRepeats(List<Operation> operations) {
        List<List<Operation>> groups = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Operation operation : operations) {
            if (groups.isEmpty() || (operation.id() != null && !seen.add(operation.id()))) {
                groups.add(new ArrayList<>());
                seen.clear();
                seen.add(operation.id());
            }
            groups.getLast().add(operation);
        }
        return groups;
    }

    private <T extends SysRecord> Uni<List<Result>> together(
            Planner<T> planner, List<Operation> group, Besides<T> besides) {
        return sessions.withStatelessTransaction(session -> inOneTransaction(session, planner, group, besides))
                .onFailure(Refusals::isConstraint)
                .recoverWithUni(failure -> group.size() == 1
                        ? refusal(planner, group.getFirst(), failure)
                                .map(why -> List.of(new Result(group.getFirst().id(), null, why)))
                        : oneByOne(planner, group, besides));
    }

    /** Why the database refused an operation; where a record is still referred to, by whom. */
    private Uni<ProblemException> refusal(Planner<?> planner, Operation operation, Throwable failure) {
        ProblemException plain = Refusals.of(failure);
        if (!(operation instanceof Operation.Delete) || !Refusals.isReference(failure)) {
            return Uni.createFrom().item(plain);
        }
        return sessions.withStatelessTransaction(session -> {
            Rows rows = new Rows(session, planner.tenant());
            return rows.enter()
                    .chain(() -> referrers.keeperOf(rows, planner.type(), operation.id()))
                    .map(keeper -> keeper.orElse(plain));
        });
    }

    /** A constraint refused one of the group and with it the transaction: each alone then. */
    private <T extends SysRecord> Uni<List<Result>> oneByOne(
            Planner<T> planner, List<Operation> group, Besides<T> besides) {
        Uni<List<Result>> all = Uni.createFrom().item(new ArrayList<>());
        for (Operation operation : group) {
            all = all.chain(
                    done -> together(planner, List.of(operation), besides).map(one -> {
                        done.addAll(one);
                        return done;
                    }));
        }
        return all;
    }

    private <T extends SysRecord> Uni<List<Result>> inOneTransaction(
            Mutiny.StatelessSession session, Planner<T> planner, List<Operation> group, Besides<T> besides) {
        Rows rows = new Rows(session, planner.tenant());
        List<String> ids =
                group.stream().map(Operation::id).filter(Objects::nonNull).toList();
        return rows.enter()
                .chain(() -> rows.weigh(planner.type(), ids))
                .chain(() -> rows.lock(planner.type(), ids))
                .map(stored -> plan(planner, group, stored))
                .chain(steps -> ReferenceCheck.check(rows, planner.type(), steps))
                .chain(steps -> referrers.check(rows, planner.type(), steps))
                .chain(steps -> besides.beforehand.apply(rows, steps))
                .chain(steps -> flush(session, rows, planner, steps)
                        .chain(() -> besides.afterwards.apply(rows, done(steps)))
                        .chain(() -> results(rows, planner.type(), steps)));
    }

    private static <T extends SysRecord> List<Step<T>> plan(
            Planner<T> planner, List<Operation> group, Map<String, JsonNode> stored) {
        List<Step<T>> steps = new ArrayList<>();
        for (Operation operation : group) {
            steps.add(planner.plan(operation, operation.id() == null ? null : stored.get(operation.id())));
        }
        return steps;
    }

    private static <T extends SysRecord> List<Step<T>> done(List<Step<T>> steps) {
        return steps.stream().filter(step -> !step.isRefused()).toList();
    }

    private static <T extends SysRecord> Uni<Void> flush(
            Mutiny.StatelessSession session, Rows rows, Planner<T> planner, List<Step<T>> steps) {
        List<T> created =
                steps.stream().filter(Step::isCreation).map(Step::after).toList();
        List<T> changed = steps.stream().filter(Step::isChange).map(Step::after).toList();
        List<T> deleted =
                steps.stream().filter(Step::isDeletion).map(Step::before).toList();
        Instant now = planner.now();
        return session.insertAll(100, created.toArray())
                .chain(() -> session.updateAll(100, changed.toArray()))
                .chain(() -> rows.traceDeletions(
                        planner.type(), deleted, planner.caller().subject(), now))
                .chain(() -> session.deleteAll(100, deleted.toArray()));
    }

    private static <T extends SysRecord> Uni<List<Result>> results(Rows rows, RecordType<T> type, List<Step<T>> steps) {
        List<String> written = steps.stream()
                .filter(step -> !step.isRefused() && !step.isDeletion())
                .map(Step::id)
                .collect(Collectors.toList());
        return rows.weigh(type, written).chain(() -> rows.read(type, written)).map(stored -> steps.stream()
                .map(step -> new Result(step.id(), stored.get(step.id()), step.refusal()))
                .toList());
    }
}
