package rhythm.certifications.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.certifications.kind.Bench.ANN;
import static rhythm.certifications.kind.Bench.TENANT;
import static rhythm.certifications.kind.Bench.atOnce;
import static rhythm.kernel.run.Expectation.NONE;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.notice.MailMessage;

/** Training providers are billed, and their administrators are told if the run says so. */
class ProviderInvoiceTest {
    private final String database = "invoices_" + UUID.randomUUID().toString().substring(0, 8);
    private final MovableClock clock = new MovableClock("2026-03-01T10:00:00Z");
    private final Postbox post = new Postbox();
    private final OrderBook book = new OrderBook();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(database, clock, post, book);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private void provider(String id, String... addresses) {
        JsonArray administrators = new JsonArray();
        for (String address : addresses) {
            administrators.add(new JsonObject().put("first_name", "Bo").put("email_address", address));
        }
        bench.insert(
                "training_providers",
                new JsonObject().put("id", id).put("name", id).put("administrators", administrators));
        registration(id + "1", id, "Basics", "2026-02-03", "25.5");
        registration(id + "2", id, "Arc", "2026-02-10", "100");
    }

    private void registration(String id, String provider, String course, String date, String amount) {
        bench.insert(
                "course_registrations",
                new JsonObject()
                        .put("id", id)
                        .put("training_provider_id", provider)
                        .put("course_name", course)
                        .put("registration_date", date)
                        .put("amount", new java.math.BigDecimal(amount))
                        .put("currency", "USD"));
    }

    private void run(String id, boolean isMailed) {
        bench.run(id, """
                {"bill_training_providers": true, "training_provider_billing_options": {
                  "expiration_date_range_start": "2026-02-01", "expiration_date_range_end": "2026-02-28",
                  "email_invoices_to_training_providers": %s}}""".formatted(isMailed));
        bench.refresh(id);
    }

    @Test
    void all_administrators_get_one_mail_about_the_invoice() {
        provider("academy", "bo@academy.example", "cy@academy.example");
        run("r1", true);
        bench.execute("r1");
        assertEquals(Map.of("completed", 1L), bench.actions("r1"));
        assertEquals("sent", bench.sql("select mail_state from billing_run_actions where billing_run_id = $1", "r1"));
        MailMessage mail = post.messages.get(MailMessage.messageId(TENANT, "r1_bt_academy"));
        assertEquals(
                List.of("bo@academy.example", "cy@academy.example"),
                List.of(mail.to(), mail.alsoTo().getFirst()));
        assertEquals("Invoice invoice-r1_bt_academy to academy", mail.subject());
        assertEquals("""
                Dear administrators of academy,

                these registrations to your courses were billed on invoice invoice-r1_bt_academy, order order-r1_bt_academy.

                2026-02-03  Basics  USD 25.50
                2026-02-10  Arc  USD 100.00

                In all USD 125.50
                """, mail.text());
    }

    @Test
    void in_test_mode_only_the_tester_gets_it() {
        provider("academy", "bo@academy.example", "cy@academy.example");
        bench.insert("settings", new JsonObject().put("id", "s").put("test_mode_email", "test@example.org"));
        run("r1", true);
        bench.execute("r1");
        MailMessage mail = post.messages.get(MailMessage.messageId(TENANT, "r1_bt_academy"));
        assertEquals("test@example.org", mail.to());
        assertTrue(mail.alsoTo().isEmpty());
    }

    @Test
    void a_provider_with_nobody_to_write_to_is_billed_all_the_same() {
        provider("lonely");
        run("r1", true);
        bench.execute("r1");
        assertEquals(Map.of("completed", 1L), bench.actions("r1"));
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals(1L, bench.count("billing_run_actions where error_message is null and mail_state is null"));
        assertEquals(2L, bench.count("course_registrations where billed_invoice_id = 'invoice-r1_bt_lonely'"));
        assertTrue(post.arrived.isEmpty());
    }

    @Test
    void nobody_is_written_to_unless_the_run_says_so_and_the_invoice_stands() {
        provider("academy", "bo@academy.example");
        run("r1", true);
        run("r2", false);
        book.answer = order -> new Placement.Refused("the batch is closed");
        bench.execute("r1");
        assertEquals(Map.of("error", 1L), bench.actions("r1"));
        book.answer = order -> null;
        bench.execute("r2");
        assertEquals(Map.of("completed", 1L), bench.actions("r2"));
        assertTrue(post.arrived.isEmpty());
    }

    @Test
    void the_mail_goes_out_once_whoever_works_and_however_often_it_is_put_off() {
        int many = 40;
        for (int i = 0; i < many; i++) {
            provider("p" + i, "bo" + i + "@academy.example");
        }
        run("r1", true);
        post.answer =
                mail -> post.arrived.size() < many / 2 ? new Delivery.Sent() : new Delivery.Deferred(451, "later");
        try (Bench other = new Bench(database, clock, post, book)) {
            bench.runs.execute(TENANT, "r1", NONE, ANN);
            atOnce(bench.loop::runDry, other.loop::runDry);
            assertEquals("running", bench.status("billing_runs", "r1"));
            post.answer = mail -> new Delivery.Sent();
            clock.pass(java.time.Duration.ofHours(1));
            atOnce(bench.loop::runDry, other.loop::runDry);
            bench.loop.runDry();
        }
        assertEquals("completed", bench.status("billing_runs", "r1"));
        assertEquals(many, post.arrived.size());
        assertEquals(0, post.twice());
        assertEquals(many, book.orders.size());
    }
}
