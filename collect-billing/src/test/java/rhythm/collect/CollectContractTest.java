package rhythm.collect;

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
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class CollectContractTest extends ResourceContract {
    @Override
    public List<Resource> resources() {
        return List.of(
                resource("batches", """
                        {"name": "March"}"""),
                resource("storedPaymentMethods", """
                        {"name": "Ann's card", "contact_id": "c-1", "organization_id": "o-1", "type": "credit card", "brand": "visa",
                         "last_four": "4242", "expiration": "2027-09", "token": "tok_success"}"""),
                resource("orders", """
                        {"name": "Dues", "contact_id": "c-1", "organization_id": "o-1", "lines": [
                          {"description": "Dues", "quantity": 2, "unit_price": 40.25},
                          {"description": "Discount", "quantity": 1, "unit_price": -0.50, "amount": -0.50}], "total": 80.00, "currency": "USD",
                         "service": "membership", "billing_run_id": "r-1", "action_id": "a-1",
                         "batch_id": "${batches}", "stored_payment_method_id": "${storedPaymentMethods}"}"""),
                resource("installmentSchedules", """
                        {"name": "Ann's plan", "contact_id": "c-1", "organization_id": "o-1", "order_id": "${new orders}", "currency": "USD",
                         "stored_payment_method_id": "${storedPaymentMethods}", "entries": [
                          {"entry_id": "first", "date": "2027-01-31", "amount": 40.00}, {"date": "2027-02-28", "amount": 40.00}]}"""),
                resource("invoices", """
                        {"name": "Dues", "contact_id": "c-1", "organization_id": "o-1", "lines": [{"description": "Dues", "unit_price": 80}],
                         "currency": "USD", "due_date": "2027-01-31", "batch_id": "${batches}", "order_id": "${orders}",
                         "installment_schedule_id": "${new installmentSchedules}", "entry_id": "first"}""").kept(),
                resource("payments", """
                        {"name": "Dues", "contact_id": "c-1", "organization_id": "o-1", "invoice_id": "${new invoices}", "order_id": "${orders}", "amount": 30.50,
                         "currency": "USD", "type": "card", "gateway_reference": "ch_1", "payment_date": "2027-01-31",
                         "stored_payment_method_id": "${storedPaymentMethods}", "batch_id": "${batches}"}""").kept(),
                resource("billingNotices", """
                        {"name": "Suspended", "subject": "Dear {contact.first_name}", "text": "{schedule.amount_outstanding} is open"}"""),
                resource("settings", """
                        {"time_zone": "America/Chicago", "currency": "USD", "holidays": ["2027-07-05"]}""").oneATenant(),
                resource("attention", """
                        {"kind": "cheque in doubt", "resource": "memberships", "record_id": "m-1", "amount": 12.50, "currency": "USD",
                         "text": "The cheque has no signature."}"""),
                resource("billingTemplates", """
                        {"name": "Monthly", "process_installment_schedules": true, "installment_schedule_options": {
                          "installment_success_notice_id": "${billingNotices}", "installment_failure_notice_id": "${billingNotices}",
                          "expiration_date_range_start": {"number": 1, "position": "before", "unit_of_time": "months", "relative_to": "reference date"},
                          "expiration_date_range_end": {"number": 0, "position": "on", "unit_of_time": "days", "relative_to": "reference date"},
                          "payment_type_restriction": "include", "payment_types": ["credit card"],
                          "card_type_restriction": "exclude", "card_types": ["amex"],
                          "order_service_restriction": "none"}}"""),
                resource("billingRuns", """
                        {"name": "March", "notification_email": "a@example.com"}"""),
                resource("recurringBillingRuns", """
                        {"name": "Monthly", "template_id": "${billingTemplates}", "schedule": "0 6 1 ${distant month} *", "pre_processing_lead_time": 5}""").dated(),
                resource("billingRunActions", """
                        {"billing_run_id": "${billingRuns}", "type": "process installment schedule",
                         "candidate_id": "${new installmentSchedules}"}""").goingWith("billingRuns").outliving("installmentSchedules"));
    }
}
