package rhythm.certifications;

import static rhythm.kernel.contract.Resource.resource;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import rhythm.kernel.contract.Resource;
import rhythm.kernel.contract.ResourceContract;
import rhythm.kernel.contract.ServiceParts;

/** Every resource of this service keeps the shared contract. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "certifications"))
class CertificationsContractTest extends ResourceContract {
    @Override
    public List<Resource> resources() {
        return List.of(
                resource("programs", """
                        {"name": "Welder", "is_active": true, "term": 24, "renewal_fee": 80.50, "currency": "USD"}"""),
                resource("trainingProviders", """
                        {"name": "Academy", "administrators": [{"first_name": "Bo", "email_address": "bo@example.com"}]}"""),
                resource("statusReasons", """
                        {"name": "Did not renew"}"""),
                resource("notices", """
                        {"name": "Renewal", "subject": "Dear {contact.first_name}", "text": "Until {certification.expiration_date}",
                         "statuses": ["active"], "program_ids": ["${programs}"]}"""),
                resource("applicationNotices", """
                        {"name": "Missing", "subject": "Dear {contact.first_name}", "text": "By {application.expiration_date}",
                         "statuses": ["draft"], "program_ids": ["${programs}"]}"""),
                resource("certifications", """
                        {"name": "Ann's", "contact_id": "c-1", "organization_id": "o-1", "program_id": "${programs}",
                         "training_provider_id": "${trainingProviders}", "status": "active", "status_reason_id": "${statusReasons}",
                         "effective_date": "2026-02-01", "expiration_date": "2027-01-31"}"""),
                resource("applications", """
                        {"name": "Ann's", "type": "renewal", "contact_id": "c-1", "organization_id": "o-1", "program_id": "${programs}",
                         "certification_id": "${certifications}", "training_provider_id": "${trainingProviders}", "status": "approved",
                         "status_reason_id": "${statusReasons}", "expiration_date": "2027-01-31"}"""),
                resource("courseRegistrations", """
                        {"training_provider_id": "${trainingProviders}", "program_id": "${programs}", "course_name": "Basics",
                         "registration_date": "2026-03-01", "amount": 25.50}"""),
                resource("settings", """
                        {"time_zone": "America/Chicago", "currency": "USD", "holidays": ["2027-07-05"]}""").oneATenant(),
                resource("attention", """
                        {"kind": "cheque in doubt", "resource": "memberships", "record_id": "m-1", "amount": 12.50, "currency": "USD",
                         "text": "The cheque has no signature."}"""),
                resource("billingTemplates", """
                        {"name": "Monthly", "expire_applications": true, "application_expiration_options": {
                          "application_notice_id": "${applicationNotices}",
                          "expiration_date_range_start": {"number": 90, "position": "before", "unit_of_time": "days", "relative_to": "reference date"},
                          "expiration_date_range_end": {"number": 60, "position": "before", "unit_of_time": "days", "relative_to": "reference date"},
                          "program_restriction": "exclude", "program_ids": ["${programs}"],
                          "training_provider_restriction": "include", "training_provider_ids": ["${trainingProviders}"],
                          "restrict_status_reasons": true, "status_reason_ids": ["${statusReasons}"],
                          "restrict_application_types": true, "application_types": ["renewal"]}}"""),
                resource("billingRuns", """
                        {"name": "March", "notification_email": "a@example.com"}"""),
                resource("recurringBillingRuns", """
                        {"name": "Monthly", "template_id": "${billingTemplates}", "schedule": "0 6 1 ${distant month} *", "pre_processing_lead_time": 5}""").dated(),
                resource("billingRunActions", """
                        {"billing_run_id": "${billingRuns}", "type": "drop certification", "candidate_id": "${new certifications}"}""").goingWith("billingRuns").outliving("certifications"));
    }
}
