package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.engine.RunStatus;

/** What clients may change of a run in each of its statuses. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class RunEditsTest {
    private Office office;

    @BeforeEach
    void open() {
        office = new Office();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "draft",
                "scheduled",
                "preprocessing",
                "ready for execution",
                "scheduled for execution",
                "running",
                "completed",
                "cancelled",
                "error",
                "timed out"
            })
    void every_other_change_of_status_is_a_conflict_that_names_both(String from) {
        String run = office.noticeRun();
        for (RunStatus to : RunStatus.values()) {
            boolean isLegal =
                    switch (from + " to " + to.wire()) {
                        case "draft to scheduled",
                                "ready for execution to scheduled for execution",
                                "scheduled for execution to ready for execution" -> true;
                        default ->
                            to == RunStatus.CANCELLED
                                    && !List.of("completed", "error", "timed out")
                                            .contains(from);
                    };
            if (!isLegal && !from.equals(to.wire())) {
                office.force(run, from);
                Answer refused = office.move(run, to.wire()).naming(409, "status");
                assertTrue(refused.body().contains(from + " cannot become " + to.wire()), refused::body);
                assertEquals(from, office.status(run));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "draft, 200, 200, 200",
        "scheduled, 200, 200, 200",
        "preprocessing, 409, 409, 409",
        "ready for execution, 200, 200, 200",
        "scheduled for execution, 200, 200, 200",
        "running, 409, 409, 409",
        "completed, 200, 409, 409",
        "cancelled, 200, 409, 409",
        "error, 200, 409, 409",
        "timed out, 200, 409, 409"
    })
    void what_can_be_edited_depends_on_the_status(String status, int name, int date, int filter) {
        String run = office.noticeRun();
        office.force(run, status);
        office.patch(run, "name", "\"Another\"").is(name);
        office.patch(run, "scheduled_run_date", "\"2099-01-01T00:00:00Z\"").is(date);
        office.patch(run, "renewal_notice_options/expiration_date_range_end", "\"2026-03-30\"")
                .is(filter);
    }
}
