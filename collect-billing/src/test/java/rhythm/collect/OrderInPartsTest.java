package rhythm.collect;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.collect.Books.Desk;

/** The installments of an order come to its total at most: the database sees to it, whoever writes. */
class OrderInPartsTest {
    private static final String CONTRADICTS_ANOTHER = "RB409";
    private static final String IS_HELD = "55P03";
    private static final AtomicInteger TENANTS = new AtomicInteger();
    private static Books books;
    private Desk acme;

    @BeforeAll
    static void open() {
        books = new Books();
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @BeforeEach
    void enter() throws SQLException {
        acme = books.desk("parts-" + TENANTS.incrementAndGet());
        acme.run(acme.order("o"));
        acme.commit();
    }

    @AfterEach
    void leave() throws SQLException {
        acme.close();
    }

    private static String entries(String first, String second) {
        String entry = "{\"entry_id\": \"%d\", \"date\": \"2027-01-31\", \"amount\": 40, \"status\": \"%s\"}";
        return "[" + entry.formatted(1, first) + "," + entry.formatted(2, second) + "]";
    }

    /** Two parts of 40 each. */
    private String plan(String id, String status, String first, String second) {
        return acme.insert(
                "installment_schedules", id, "order_id", "o", "status", status, "entries", entries(first, second));
    }

    private String part(String id, String status) {
        String half = Books.LINES.replace("\"quantity\": 2", "\"quantity\": 1").replace("80.00", "40.00");
        return acme.invoice(
                id,
                "order_id",
                "o",
                "installment_schedule_id",
                "s",
                "entry_id",
                "1",
                "lines",
                half,
                "total",
                "40",
                "balance_due",
                "40",
                "status",
                status);
    }

    @Test
    void entries_given_up_leave_room_for_others() throws SQLException {
        acme.run(plan("s", "active", "billed", "pending"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, plan("t", "suspended", "pending", "cancelled"));
        acme.run("update installment_schedules set entries = '" + entries("billed", "cancelled") + "'");
        acme.run(plan("t", "suspended", "pending", "cancelled"));
        acme.commit();
        acme.refuses(
                CONTRADICTS_ANOTHER,
                "update installment_schedules set entries = '" + entries("billed", "failed") + "' where id = 's'");
        acme.run("update installment_schedules set entries = '" + entries("paid", "cancelled") + "' where id = 's'");
        acme.commit();
    }

    @Test
    void what_a_cancelled_schedule_billed_counts_until_its_invoice_is_void() throws SQLException {
        acme.run(plan("s", "active", "failed", "pending"));
        acme.run(part("i", "open"));
        acme.run("update installment_schedules set status = 'cancelled'");
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, plan("t", "active", "pending", "pending"));
        acme.run("update invoices set status = 'void'");
        acme.run(plan("t", "active", "pending", "pending"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, "update installment_schedules set status = 'active' where id = 's'");
    }

    @Test
    void of_two_schedules_at_once_the_later_waits_for_the_earlier() throws SQLException {
        acme.run(plan("s", "active", "pending", "pending"));
        try (Desk other = books.desk(acme.tenant())) {
            other.run("set local lock_timeout = '50ms'");
            other.refuses(IS_HELD, plan("t", "active", "pending", "pending"));
            other.run("set local lock_timeout = '50ms'");
            other.refuses(IS_HELD, "update orders set status = 'cancelled'");
        }
    }

    @Test
    void no_schedule_goes_on_for_an_order_that_is_cancelled() throws SQLException {
        acme.run(plan("s", "cancelled", "pending", "pending"));
        acme.run("update orders set status = 'cancelled'");
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, "update installment_schedules set status = 'active'");
        acme.refuses(CONTRADICTS_ANOTHER, plan("t", "suspended", "pending", "pending"));
    }
}
