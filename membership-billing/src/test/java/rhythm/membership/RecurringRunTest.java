package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.EveryDay;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.process.Await;

/** When a recurring run comes, as staff who change its schedule or the tenant's settings see it. */
@EveryDay
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class RecurringRunTest {
    private Office office;
    private String recurring;

    @BeforeEach
    void plan() {
        office = new Office();
        office.clock(Instant.parse("2027-01-25T12:00:00Z"));
        recurring = office.api("POST", "recurringBillingRuns", "", """
                {"name": "Monthly", "template_id": "%s", "schedule": "0 6 1 * *", "pre_processing_lead_time": 2}
                """.formatted(office.template("before", "on")))
                .is(200)
                .id();
        assertEquals("2027-01-28T06:00:00Z", next());
    }

    private String next() {
        JsonNode read = office.api("GET", "recurringBillingRuns", "/" + recurring, null)
                .is(200)
                .json();
        return OffsetDateTime.parse(read.path("sys_next_processing_date").textValue())
                .toInstant()
                .toString();
    }

    private String settings(String fields) {
        return office.api("POST", "settings", "", fields).is(200).id();
    }

    private JsonNode runs() {
        return office.api("GET", "billingRuns", "/recurringBillingRun/" + recurring, null)
                .is(200)
                .json()
                .path("Items");
    }

    private void make(String at) {
        office.clock(Instant.parse(at));
        Await.that(
                "no list for 1 February",
                () -> runs().path(0).path("status").asText().equals("ready for execution"));
        assertEquals("Monthly 2027-02-01", runs().path(0).path("name").textValue());
        assertEquals(1, runs().size());
    }

    @Test
    void an_occurrence_keeps_its_hour_on_a_clock_set_to_the_east() {
        settings("{\"time_zone\": \"Europe/Berlin\"}");
        assertEquals("2027-01-28T05:00:00Z", next());
        make("2027-01-28T05:00:00Z");
        assertEquals("2027-02-25T05:00:00Z", next());
    }

    @Test
    void an_occurrence_that_was_made_is_not_made_again_on_a_clock_set_to_the_west() {
        make("2027-01-28T06:00:00Z");
        String settings = settings("{\"time_zone\": \"America/Chicago\"}");
        assertEquals("2027-02-25T12:00:00Z", next());
        office.api("DELETE", "settings", "/" + settings, null).is(200);
        assertEquals("2027-02-25T06:00:00Z", next());
    }

    @Test
    void who_deletes_one_that_made_a_run_is_told_which_run_keeps_it() {
        make("2027-01-28T06:00:00Z");
        String run = runs().path(0).path("id").textValue();
        assertEquals(
                "another record refers to this one: billingRuns " + run + " (recurring_billing_run_id)",
                office.api("DELETE", "recurringBillingRuns", "/" + recurring, null)
                        .is(409)
                        .json()
                        .path("detail")
                        .textValue());
        office.api("DELETE", "billingRuns", "/" + run, null).is(200);
        office.api("DELETE", "recurringBillingRuns", "/" + recurring, null).is(200);
    }

    private void schedule(String schedule) {
        office.api("PATCH", "recurringBillingRuns", "/" + recurring, """
                [{"op": "replace", "path": "/schedule", "value": "%s"}]""".formatted(schedule))
                .is(200);
    }

    @Test
    void another_hour_makes_no_second_run_for_a_day_that_has_one() {
        make("2027-01-28T06:00:00Z");
        schedule("0 7 1 * *");
        assertEquals("2027-02-25T07:00:00Z", next());
        assertEquals(1, runs().size());
    }

    @Test
    void another_hour_of_the_same_day_comes_where_the_schedule_has_several() {
        make("2027-01-28T06:00:00Z");
        schedule("0 6,18 1 * *");
        assertEquals("2027-01-28T18:00:00Z", next());
    }

    @Test
    void a_new_holiday_makes_the_list_come_earlier() {
        settings("{\"holidays\": [\"2027-01-29\"]}");
        assertEquals("2027-01-27T06:00:00Z", next());
    }
}
