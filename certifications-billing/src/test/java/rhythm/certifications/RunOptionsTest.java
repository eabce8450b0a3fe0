package rhythm.certifications;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;

/** What a run's options must say, and what a run can be found by. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "certifications"))
class RunOptionsTest {
    private final Tenant tenant = new Tenant("options", List.of());

    private Answer post(String rest, String body) {
        return tenant.api.send("POST", "/billingRuns/" + tenant.name + rest, body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "activate_applications": true                                               | application_activation_options
            "bill_training_providers": true                                             | training_provider_billing_options
            "send_renewal_reminders": true                                              | renewal_reminder_options
            "send_application_reminders": true                                          | application_reminder_options
            "forecast_renewals": true                                                   | renewal_forecasting_options
            "expire_applications": true                                                 | application_expiration_options
            "perform_drops": true                                                       | drop_options
            "application_activation_options": {"program_restriction": "include"}        | application_activation_options.program_ids
            "application_activation_options": {"program_restriction": "exclude"}        | application_activation_options.program_ids
            "application_activation_options": {"training_provider_restriction": "include"} | application_activation_options.training_provider_ids
            "application_activation_options": {"restrict_status_reasons": true}         | application_activation_options.status_reason_ids
            "application_activation_options": {"restrict_application_types": true}      | application_activation_options.application_types
            "application_activation_options": {"application_types": ["promotion"]}      | application_activation_options.application_types
            "drop_options": {"expiration_date_range_start": "2026-03-01"}               | drop_options.expiration_date_range_end
            "drop_options": {"expiration_date_range_start": "2026-03-02", "expiration_date_range_end": "2026-03-01"} | drop_options.expiration_date_range_end
            "renewal_reminder_options": {"reminders": []}                               | renewal_reminder_options.reminders
            "training_provider_billing_options": {"invoice_template_id": "i"}           | training_provider_billing_options.payment_terms_id
            """)
    void what_is_missing_or_contradicts_itself_is_named(String fields, String field) {
        post("", "{\"name\": \"March\", " + fields + "}").naming(400, field);
    }

    @Test
    void restrictions_without_effect_need_no_lists() {
        post("", """
                {"name": "March", "activate_applications": true, "application_activation_options": {
                  "program_restriction": "none", "restrict_status_reasons": false}}""").is(200);
    }

    @Test
    void the_criterion_application_expiration_options_asks_for_the_flag() {
        String expiring = post("", """
                {"name": "March", "expire_applications": true, "application_expiration_options": {
                  "expiration_date_range_start": "2026-03-01", "expiration_date_range_end": "2026-03-31"}}""").is(200).id();
        post("", "{\"name\": \"April\"}").is(200);
        var found = post("/search", "{\"application_expiration_options\": [true]}")
                .is(200)
                .json();
        assertEquals(List.of(expiring), found.path("Items").findValuesAsText("id"));
    }

    @Test
    void a_draft_from_a_template_has_the_days_of_its_reference_date() {
        String bound =
                "{\"number\": 1, \"position\": \"before\", \"unit_of_time\": \"months\", \"relative_to\": \"reference date\"}";
        String template = tenant.api
                .send("POST", "/billingTemplates/" + tenant.name, """
                        {"name": "Monthly", "expire_applications": true, "application_expiration_options": {
                          "restrict_application_types": true, "application_types": ["renewal"],
                          "expiration_date_range_start": %s, "expiration_date_range_end": %s}}""".formatted(bound, bound))
                .is(200)
                .id();
        var draft = tenant.api
                .send("GET", "/billingRuns/" + tenant.name + "/fromTemplate/" + template + "/2026-03-31", null)
                .is(200)
                .json();
        assertEquals(
                "2026-02-28",
                draft.at("/application_expiration_options/expiration_date_range_end")
                        .textValue());
        assertEquals(
                "renewal",
                draft.at("/application_expiration_options/application_types/0").textValue());
        assertEquals(template, draft.path("template_id").textValue());
    }
}
