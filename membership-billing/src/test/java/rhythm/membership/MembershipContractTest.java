package rhythm.membership;

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
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class MembershipContractTest extends ResourceContract {
    @Override
    public List<Resource> resources() {
        return List.of(
                resource("types", """
                        {"name": "Individual", "is_active": true}"""),
                resource("packages", """
                        {"name": "Gold", "type_id": "${types}", "renewal_price": 120.50, "currency": "USD", "term": 12}"""),
                resource("statusReasons", """
                        {"name": "Did not renew"}"""),
                resource("billingNotices", """
                        {"name": "Renewal", "subject": "Dear {contact.first_name}", "text": "Until {membership.expiration_date}",
                         "statuses": ["active"], "roles": ["billing contact"]}"""),
                resource("memberships", """
                        {"name": "Ann's", "contact_id": "c-1", "organization_id": "o-1", "type_id": "${types}", "package_id": "${packages}",
                         "status": "active", "status_reason_id": "${statusReasons}", "term_start_date": "2026-02-01",
                         "expiration_date": "2027-01-31", "renewal_payment_info": {"last_four": "4242"}}"""),
                resource("settings", """
                        {"time_zone": "America/Chicago", "currency": "USD", "holidays": ["2027-07-05"]}""").oneATenant(),
                resource("attention", """
                        {"kind": "cheque in doubt", "resource": "memberships", "record_id": "m-1", "amount": 12.50, "currency": "USD",
                         "text": "The cheque has no signature."}"""),
                resource("billingTemplates", """
                        {"name": "Monthly", "perform_drops": true, "drop_options": {"drop_notice_id": "${billingNotices}",
                          "expiration_date_range_start": {"number": 90, "position": "before", "unit_of_time": "days", "relative_to": "reference date"},
                          "expiration_date_range_end": {"number": 60, "position": "before", "unit_of_time": "days", "relative_to": "reference date"},
                          "include_only_certain_membership_types": true, "membership_type_ids": ["${types}"]}}"""),
                resource("billingRuns", """
                        {"name": "March", "notification_email": "a@example.com"}"""),
                resource("recurringBillingRuns", """
                        {"name": "Monthly", "template_id": "${billingTemplates}", "schedule": "0 6 1 ${distant month} *", "pre_processing_lead_time": 5}""").dated(),
                resource("billingRunActions", """
                        {"billing_run_id": "${billingRuns}", "type": "drop membership", "candidate_id": "${new memberships}"}""").goingWith("billingRuns").outliving("memberships"));
    }
}
