package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.ServiceParts;

/** Staff sees how each of its reminders stands, by the name that it gave it. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class ReminderStatisticsTest {
    @Test
    void each_row_of_reminders_is_counted_by_its_name() {
        Office office = new Office();
        for (int i = 0; i < 3; i++) {
            office.patchMember(office.member("2026-03-1" + i), "renew_automatically", "true");
        }
        String run = office.reminderRun(7, 8);
        office.patch(run, "auto_renewal_reminder_options/reminders/0/name", "\"First\"")
                .is(200);
        office.patch(run, "auto_renewal_reminder_options/reminders/1/expiration_date_range_start", "\"2026-03-12\"")
                .is(200);
        office.refresh(run);
        JsonNode rows = office.api("GET", "billingRuns", "/reminders/" + run, null)
                .is(200)
                .json();
        assertEquals(
                "[{\"id\":\"7\",\"name\":\"First\",\"pending\":3},{\"id\":\"8\",\"pending\":1}]",
                rows.valueStream()
                        .map(row -> "{\"id\":\"" + row.path("reminder_id").asText()
                                + (row.hasNonNull("name")
                                        ? "\",\"name\":\"" + row.path("name").asText()
                                        : "")
                                + "\",\"pending\":" + row.path("pending") + "}")
                        .toList()
                        .toString()
                        .replace(" ", ""));
        office.api("GET", "billingRuns", "/reminders/none", null).is(404);
        assertEquals(
                "[]",
                office.api("GET", "billingRuns", "/reminders/" + office.run("\"perform_drops\": false"), null)
                        .body());
    }
}
