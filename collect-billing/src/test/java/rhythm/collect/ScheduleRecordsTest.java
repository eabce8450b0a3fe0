package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.EveryDay;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.process.Await;

/** What clients see of installment schedules: what payments, cards and staff do to them. */
@EveryDay
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
class ScheduleRecordsTest extends MoneyRecords {
    @Test
    void a_new_card_sets_a_suspended_schedule_going_again() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        ServiceDatabase.one("""
                update installment_schedules set status = 'suspended', attempts = 3, error_message = 'declined',
                  next_attempt_date = '2027-02-03', suspended_at = '2027-02-03',
                  entries = jsonb_set(entries, '{0,status}', '"failed"')
                where tenant_id = ? and id = ? returning id""", acme.name, schedule);
        patch(SCHEDULES, schedule, "/entries/0/amount", "1").naming(400, "entries");
        patch(SCHEDULES, schedule, "/entries/0/status", "\"paid\"").naming(400, "entries");
        String card = acme.create(METHODS).path("id").textValue();
        JsonNode going = patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + card + "\"")
                .is(200)
                .json();
        assertEquals("active", going.path("status").textValue());
        assertEquals(0, going.path("attempts").intValue());
        assertEquals("2027-01-31", going.path("next_processing_date").textValue());
        assertEquals(80, going.path("amount_outstanding").intValue());
        assertEquals(40, going.path("amount_billed").intValue());
        going.fieldNames()
                .forEachRemaining(name -> assertEquals(
                        -1,
                        List.of("error_message", "suspended_at", "next_attempt_date")
                                .indexOf(name)));
    }

    @Test
    void a_rest_has_an_end_only_while_the_schedule_is_suspended() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        patch(SCHEDULES, schedule, "/suspended_until", "\"2027-05-01\"").naming(400, "suspended_until");
        patch(SCHEDULES, schedule, "/status", "\"suspended\"").is(200);
        JsonNode resting = patch(SCHEDULES, schedule, "/suspended_until", "\"2027-05-01\"")
                .is(200)
                .json();
        assertEquals("2027-05-01", resting.path("next_processing_date").textValue());
        JsonNode going =
                patch(SCHEDULES, schedule, "/status", "\"active\"").is(200).json();
        assertTrue(going.path("suspended_until").isMissingNode());
        assertEquals("2027-01-31", going.path("next_processing_date").textValue());
    }

    /** The open invoice of an entry, which stands at {@code status}. */
    private String installment(String schedule, int entry, String status) {
        String invoice = acme.api
                .post(
                        INVOICES,
                        "",
                        "{" + ANN + ", \"installment_schedule_id\": \"" + schedule + "\", \"entry_id\": \"" + entry
                                + "\", \"lines\": [{\"description\": \"Dues\", \"unit_price\": 40}]}")
                .is(200)
                .id();
        ServiceDatabase.one("""
                update installment_schedules set entries = jsonb_set(entries, array[?],
                  entries -> ?::integer || jsonb_build_object('status', ?, 'invoice_id', ?))
                where tenant_id = ? and id = ? returning id""", "" + (entry - 1), "" + (entry - 1), status, invoice, acme.name, schedule);
        return invoice;
    }

    @Test
    void what_a_charge_makes_of_a_schedule_while_staff_void_an_invoice_stays() throws SQLException {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String invoice = installment(schedule, 1, "billed");
        try (Connection charge = ServiceDatabase.owner()) {
            charge.setAutoCommit(false);
            charge.createStatement()
                    .execute("update installment_schedules set entries ="
                            + " jsonb_set(entries, '{1,status}', '\"paid\"') where id = '" + schedule + "'");
            CompletableFuture<Answer> voided =
                    CompletableFuture.supplyAsync(() -> patch(INVOICES, invoice, "/status", "\"void\""));
            Await.that(
                    "nobody waits for the schedule",
                    () -> ServiceDatabase.one(
                                    "select 'yes' from pg_locks where not granted and locktype = 'transactionid'")
                            != null);
            charge.commit();
            voided.join().is(200);
        }
        assertEquals("active 0 40 pending/paid", state(schedule));
    }

    /** Its status, failed tries and what is outstanding, and the statuses of its entries. */
    private String state(String schedule) {
        JsonNode record =
                acme.api.call("GET", SCHEDULES, "/" + schedule, null).is(200).json();
        return record.path("status").textValue() + " " + record.path("attempts").intValue() + " "
                + record.path("amount_outstanding").intValue() + " "
                + String.join("/", record.path("entries").findValuesAsText("status"));
    }

    private void suspend(String schedule) {
        ServiceDatabase.one("""
                update installment_schedules set status = 'suspended', attempts = 3, error_message = 'declined',
                  suspended_at = '2027-02-03' where tenant_id = ? and id = ? returning id""", acme.name, schedule);
    }

    @Test
    void an_installment_paid_by_hand_is_paid_in_its_schedule() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String first = installment(schedule, 1, "failed");
        suspend(schedule);
        pay(first, "30", "").is(200);
        assertEquals("suspended 3 80 failed/pending", state(schedule));
        String rest = pay(first, "10", "").is(200).id();
        assertEquals("active 0 40 paid/pending", state(schedule));
        JsonNode going =
                acme.api.call("GET", SCHEDULES, "/" + schedule, null).is(200).json();
        assertEquals(rest, going.at("/entries/0/payment_id").textValue());
        assertTrue(going.path("suspended_at").isMissingNode());
        pay(installment(schedule, 2, "billed"), "40", "").is(200);
        assertEquals("completed 0 0 paid/paid", state(schedule));
        patch(PAYMENTS, rest, "/status", "\"refunded\"").is(200);
        assertEquals("active 0 40 billed/paid", state(schedule));
    }

    @Test
    void an_installment_written_off_is_cancelled_and_billed_again_when_it_is_open_again() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String invoice = installment(schedule, 1, "failed");
        patch(INVOICES, invoice, "/status", "\"written off\"").is(200);
        assertEquals("active 0 40 cancelled/pending", state(schedule));
        patch(SCHEDULES, schedule, "/entries/0/status", "\"pending\"").naming(400, "entries");
        patch(INVOICES, invoice, "/status", "\"open\"").is(200);
        assertEquals("active 0 80 billed/pending", state(schedule));
        String card = acme.create(METHODS).path("id").textValue();
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + card + "\"")
                .is(200);
        patch(INVOICES, invoice, "/status", "\"written off\"").is(200);
        patch(INVOICES, invoice, "/status", "\"open\"").is(200);
        assertEquals("active 0 80 failed/pending", state(schedule));
    }

    @Test
    void an_installment_whose_invoice_is_void_is_billed_again_as_staff_will() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        patch(INVOICES, installment(schedule, 1, "billed"), "/status", "\"void\"")
                .is(200);
        assertEquals("active 0 80 pending/pending", state(schedule));
        JsonNode changed = patch(SCHEDULES, schedule, "/entries/0/date", "\"2027-03-31\"")
                .is(200)
                .json();
        assertTrue(changed.at("/entries/0/invoice_id").isMissingNode());
        assertEquals("2027-02-28", changed.path("next_processing_date").textValue());
        String invoice = installment(schedule, 1, "billed");
        patch(SCHEDULES, schedule, "/status", "\"cancelled\"").is(200);
        patch(INVOICES, invoice, "/status", "\"void\"").is(200);
        assertEquals("cancelled 0 40 cancelled/pending", state(schedule));
    }

    @Test
    void only_a_new_card_sets_a_schedule_going_again_and_none_that_staff_suspended() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String card = acme.create(METHODS).path("id").textValue();
        ServiceDatabase.one("""
                update installment_schedules set attempts = 1, error_message = 'declined', stored_payment_method_id = ?
                where tenant_id = ? and id = ? returning id""", card, acme.name, schedule);
        patch(SCHEDULES, schedule, "/status", "\"suspended\"").is(200);
        patch(METHODS, card, "/token", "\"tok_other\"").is(200);
        assertEquals("suspended 0 80 pending/pending", state(schedule));
        String other = acme.create(METHODS).path("id").textValue();
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + other + "\"")
                .is(200);
        assertEquals("suspended 0 80 pending/pending", state(schedule));
        patch(SCHEDULES, schedule, "/status", "\"active\"").is(200);
        assertEquals("active 0 80 pending/pending", state(schedule));
        suspend(schedule);
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "null").is(200);
        assertEquals("suspended 3 80 pending/pending", state(schedule));
    }

    @Test
    void a_card_declined_for_good_is_replaced_before_its_schedule_goes_on() {
        String schedule = acme.create(SCHEDULES).path("id").textValue();
        String card = acme.create(METHODS).path("id").textValue();
        patch(SCHEDULES, schedule, "/stored_payment_method_id", "\"" + card + "\"")
                .is(200);
        String invoice = installment(schedule, 1, "failed");
        suspend(schedule);
        ServiceDatabase.one("""
                insert into payment_attempts (tenant_id, key, request_key, number, invoice_id, installment_schedule_id, entry_id,
                  stored_payment_method_id, card_hash, amount, currency, description, state, is_hard, started_at)
                select tenant_id, ?, '', 1, ?, ?, '1', id, card_hash(token, expiration), 40, 'USD', '', 'declined', true, timestamptz '2026-03-01Z'
                from stored_payment_methods where tenant_id = ? and id = ? returning key""", schedule, invoice, schedule, acme.name, card);
        patch(SCHEDULES, schedule, "/status", "\"active\"").naming(409, "status");
        pay(invoice, "40", "").is(200);
        assertEquals("suspended 3 40 paid/pending", state(schedule));
        patch(METHODS, card, "/token", "\"tok_other\"").is(200);
        assertEquals("active 0 40 paid/pending", state(schedule));
    }
}
