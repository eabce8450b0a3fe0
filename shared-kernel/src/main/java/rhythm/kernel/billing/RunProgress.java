package rhythm.kernel.billing;

import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import rhythm.kernel.engine.RunStatus;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.store.Records;

/** Follows a run: its status and statistics, whenever they change, until nothing more will happen by itself. */
@ApplicationScoped
class RunProgress {
    private static final Set<RunStatus> BUSY =
            Set.of(RunStatus.SCHEDULED, RunStatus.PREPROCESSING, RunStatus.SCHEDULED_FOR_EXECUTION, RunStatus.RUNNING);

    private final Records records;
    private final Duration pause;

    RunProgress(
            Records records, @ConfigProperty(name = "rhythm.progress.pause", defaultValue = "250ms") Duration pause) {
        this.records = records;
        this.pause = pause;
    }

    /** The run as {@code {id, status, statistics, error}}, first as it is now, then at every change. */
    Multi<String> follow(RecordType<?> type, String tenant, String id) {
        List<RecordField> fields = type.fields().stream()
                .filter(field -> Set.of("id", "status", "statistics", "error").contains(field.name()))
                .toList();
        return Multi.createBy()
                .repeating()
                .uni(() -> records.find(type, tenant, id, fields)
                        .map(found -> found.orElseThrow(() -> Problem.NOT_FOUND.because("there is no run " + id))
                                .json()))
                .withDelay(pause)
                .whilst(RunProgress::goesOn)
                .skip()
                .repetitions();
    }

    private static boolean goesOn(String run) {
        String status = RecordMapper.tree(run.getBytes(StandardCharsets.UTF_8))
                .path("status")
                .asText();
        return BUSY.contains(RunStatus.of(status));
    }
}
