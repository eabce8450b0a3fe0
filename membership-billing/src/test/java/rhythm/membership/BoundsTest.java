package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;

/** One tenant does not fill what all share: what it can multiply has bounds, and the refusal names them. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class BoundsTest {
    private final Office office = new Office();

    /** So many more like that one. */
    private static void multiply(String table, String id, int times, String different) {
        ServiceDatabase.one("""
                with more as (insert into %1$s select (jsonb_populate_record(t, jsonb_build_object('id', 'm' || i %4$s))).*
                  from %1$s t, generate_series(1, %3$d) i where t.id = '%2$s' returning id)
                select count(*) from more""".formatted(table, id, times, different));
    }

    private static void isBounded(Answer refused, String what) {
        refused.is(409);
        assertTrue(refused.body().contains(what), refused.body());
    }

    @Test
    void of_templates_recurring_runs_and_runs_there_are_so_many_at_most() {
        String run = office.run("\"perform_drops\": false");
        multiply("billing_runs", run, 1999, "");
        isBounded(office.api("POST", "billingRuns", "", "{\"name\": \"one more\"}"), "2000 runs that are not over");
        office.api(
                        "PATCH",
                        "billingRuns",
                        "/m1",
                        "[{\"op\": \"replace\", \"path\": \"/status\", \"value\": \"cancelled\"}]")
                .is(200);
        office.run("\"perform_drops\": false");

        String template = office.template("before", "on");
        multiply("billing_templates", template, 998, "");
        office.template("before", "on");
        isBounded(office.api("POST", "billingTemplates", "", "{\"name\": \"one more\"}"), "1000 billing templates");

        String recurring = """
                {"name": "R", "template_id": "%s", "schedule": "0 6 1 1 *", "pre_processing_lead_time": 1}""".formatted(template);
        multiply("recurring_billing_runs", office.make("recurringBillingRuns", recurring), 499, "");
        isBounded(office.api("POST", "recurringBillingRuns", "", recurring), "500 recurring runs");
    }

    @Test
    void notices_come_to_so_many_bytes_at_most() {
        String body = "{\"name\": \"N\", \"subject\": \"S\", \"text\": \"T\"}";
        String notice = office.make("billingNotices", body);
        multiply(
                "billing_notices",
                notice,
                30,
                ", 'text', (select string_agg(md5(i || ' ' || n), '') from generate_series(1, 32000) n)");
        isBounded(office.api("POST", "billingNotices", "", body), "20000000 bytes of notices");
        office.api("DELETE", "billingNotices", "/m1", null).is(200);
    }
}
