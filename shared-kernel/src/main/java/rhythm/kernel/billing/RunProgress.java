package rhythm.kernel.billing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.store.Records;
import rhythm.kernel.store.Records.Stored;
import rhythm.kernel.store.Where;

/**
 * Follows runs: their status and statistics, whenever they change, for as long as they are at work. However many watch, there is
 * one look a tenant and pause for all of them.
 */
@ApplicationScoped
class RunProgress {
    /** A run that waits for its hour is not followed: nothing happens to it. */
    private static final Set<RunStatus> BUSY = Set.of(RunStatus.PREPROCESSING, RunStatus.RUNNING);

    private static final int MOST_OF_CALLER = 20;
    private static final int MOST_OF_TENANT = 200;

    private final Records records;
    private final Duration pause;
    private final Set<Watcher> watchers = new HashSet<>();
    private final Set<String> lookedAt = ConcurrentHashMap.newKeySet();
    private @Nullable Cancellable ticks;

    RunProgress(Records records, @ConfigProperty(name = "rhythm.progress.pause", defaultValue = "1s") Duration pause) {
        this.records = records;
        this.pause = pause;
    }

    /** Somebody who follows a run, and what she was told last. */
    private static final class Watcher {
        final RecordType<?> type;
        final String tenant;
        final String caller;
        final String run;
        private @Nullable MultiEmitter<? super String> emitter;
        private @Nullable String last;

        Watcher(RecordType<?> type, String tenant, String caller, String run) {
            this.type = type;
            this.tenant = tenant;
            this.caller = caller;
            this.run = run;
        }

        synchronized void tell(@Nullable String state) {
            if (emitter == null) {
                return;
            }
            if (state != null && !state.equals(last)) {
                last = state;
                emitter.emit(state);
            }
            if (state == null || !isBusy(state)) {
                emitter.complete();
            }
        }

        synchronized void begin(MultiEmitter<? super String> begun) {
            emitter = begun;
        }
    }

    /** The run as {@code {id, status, statistics, error}}, first as it is now, then at every change. */
    Multi<String> follow(RecordType<?> type, String tenant, String caller, String id) {
        Watcher watcher = new Watcher(type, tenant, caller, id);
        enter(watcher);
        return Multi.createFrom()
                .<String>emitter(
                        emitter -> {
                            watcher.begin(emitter);
                            look(tenant, type, Set.of(id))
                                    .subscribe()
                                    .with(states -> watcher.tell(states.get(id)), emitter::fail);
                        },
                        BackPressureStrategy.LATEST)
                .onTermination()
                .invoke(() -> leave(watcher));
    }

    private synchronized void enter(Watcher watcher) {
        long ofTenant = watchers.stream()
                .filter(one -> one.tenant.equals(watcher.tenant))
                .count();
        long ofCaller = watchers.stream()
                .filter(one -> one.tenant.equals(watcher.tenant) && one.caller.equals(watcher.caller))
                .count();
        if (ofCaller >= MOST_OF_CALLER || ofTenant >= MOST_OF_TENANT) {
            throw Problem.TOO_MANY_REQUESTS.because(
                    "at most %d runs are followed at once by one caller, and %d in a tenant"
                            .formatted(MOST_OF_CALLER, MOST_OF_TENANT));
        }
        watchers.add(watcher);
        if (ticks == null) {
            ticks = Multi.createFrom()
                    .ticks()
                    .every(pause)
                    .onOverflow()
                    .drop()
                    .subscribe()
                    .with(tick -> lookForAll());
        }
    }

    private synchronized void leave(Watcher watcher) {
        watchers.remove(watcher);
        if (watchers.isEmpty() && ticks != null) {
            ticks.cancel();
            ticks = null;
        }
    }

    private void lookForAll() {
        Map<String, List<Watcher>> byTenant;
        synchronized (this) {
            byTenant = watchers.stream().collect(Collectors.groupingBy(watcher -> watcher.tenant));
        }
        byTenant.forEach((tenant, all) -> {
            if (lookedAt.add(tenant)) { // a slow look is not followed by another
                Set<String> runs = all.stream().map(watcher -> watcher.run).collect(Collectors.toSet());
                look(tenant, all.getFirst().type, runs)
                        .onTermination()
                        .invoke(() -> lookedAt.remove(tenant))
                        .subscribe()
                        .with(states -> all.forEach(watcher -> watcher.tell(states.get(watcher.run))), away -> {
                            // the next look may find the database again
                        });
            }
        });
    }

    private Uni<Map<String, String>> look(String tenant, RecordType<?> type, Set<String> runs) {
        List<RecordField> fields = type.fields().stream()
                .filter(field -> Set.of("id", "status", "statistics", "error").contains(field.name()))
                .toList();
        Where these = Where.everything().and("t.id = any(?)", (Object) runs.toArray(String[]::new));
        return records.page(type, tenant, these, "", OptionalInt.of(runs.size()), fields)
                .map(page -> page.items().stream().collect(Collectors.toMap(Stored::id, Stored::json)));
    }

    private static boolean isBusy(String run) {
        String status = RecordMapper.tree(run.getBytes(StandardCharsets.UTF_8))
                .path("status")
                .asText();
        return BUSY.contains(RunStatus.of(status));
    }
}
