package rhythm.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.SQLException;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.collect.Books.Desk;

/** Orders, invoices and payments agree at every commit: the database sees to it, whoever writes. */
class ReconciliationTest {
    private static final String CONTRADICTS_ITSELF = "23514";
    private static final String EXISTS = "23505";
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
        acme = books.desk("acme-" + TENANTS.incrementAndGet());
    }

    @AfterEach
    void leave() throws SQLException {
        acme.close();
    }

    @Test
    void totals_equal_their_lines_and_lines_their_quantity_times_price() throws SQLException {
        acme.refuses(CONTRADICTS_ITSELF, acme.order("o", "total", "80.01"));
        acme.refuses(CONTRADICTS_ITSELF, acme.invoice("i", "total", "79", "balance_due", "79"));
        String wrong = Books.LINES.replace("\"quantity\": 2", "\"quantity\": 3");
        acme.refuses(CONTRADICTS_ITSELF, acme.order("o", "lines", wrong));
        acme.run(acme.order("o"));
        acme.commit();
        acme.refuses(CONTRADICTS_ITSELF, "update orders set total = 81");
        acme.refuses(CONTRADICTS_ITSELF, "update orders set lines = '" + wrong + "'");
    }

    @Test
    void amounts_have_the_currencys_own_decimal_places() throws SQLException {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                assertEquals(
                        String.valueOf(currency.getDefaultFractionDigits()),
                        acme.one("select currency_digits('" + currency + "')"),
                        currency::getCurrencyCode);
            }
        }
        String fine = "[{\"quantity\": 1, \"unit_price\": 0.001, \"amount\": 0.001}]";
        acme.refuses(CONTRADICTS_ITSELF, acme.order("o", "lines", fine, "total", "0.001"));
        acme.run(acme.order("o", "lines", fine, "total", "0.001", "currency", "KWD"));
        acme.run(acme.invoice("i"));
        acme.refuses(CONTRADICTS_ITSELF, acme.payment("p", "i", "0.001"));
        acme.refuses(CONTRADICTS_ITSELF, acme.payment("p", "i", "0.5", "currency", "JPY"));
    }

    @Test
    void what_is_open_of_an_invoice_is_its_total_less_its_complete_payments() throws SQLException {
        acme.run(acme.invoice("i"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, acme.payment("p", "i", "30"));
        acme.refuses(CONTRADICTS_ANOTHER, "update invoices set balance_due = 50");
        acme.refuses(CONTRADICTS_ITSELF, "update invoices set balance_due = 90");
        acme.run(acme.payment("p", "i", "30"));
        acme.run("update invoices set balance_due = 50");
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, "update payments set status = 'refunded'");
        acme.refuses(CONTRADICTS_ANOTHER, "update payments set invoice_id = null");
        acme.refuses(CONTRADICTS_ANOTHER, "delete from payments");
        acme.run(acme.payment("v", "i", "30", "status", "void"));
        acme.commit();
        assertEquals("50.00", acme.one("select round(balance_due, 2) from invoices"));
    }

    @Test
    void an_invoice_is_never_overpaid_nor_paid_in_another_currency() throws SQLException {
        acme.run(acme.invoice("i"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, acme.payment("p", "i", "80.01"));
        acme.refuses(CONTRADICTS_ANOTHER, acme.payment("p", "i", "10", "currency", "EUR", "status", "void"));
    }

    @Test
    void an_invoice_is_paid_exactly_when_nothing_is_open() throws SQLException {
        acme.refuses(CONTRADICTS_ITSELF, acme.invoice("i", "status", "paid"));
        acme.refuses(CONTRADICTS_ITSELF, acme.invoice("i", "balance_due", "0"));
        acme.run(acme.invoice("i", "balance_due", "0", "status", "paid"));
        acme.run(acme.payment("p", "i", "80"));
        acme.commit();
        acme.refuses(CONTRADICTS_ITSELF, "update invoices set status = 'open'");
        acme.refuses(CONTRADICTS_ITSELF, "update invoices set status = 'void'");
    }

    @Test
    void an_order_is_paid_exactly_when_its_invoice_is() throws SQLException {
        acme.refuses(CONTRADICTS_ANOTHER, acme.order("o", "status", "paid"));
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.run(acme.invoice("i", "order_id", "o"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, "update orders set status = 'paid'");
        acme.run(acme.payment("p", "i", "80"));
        acme.refuses(CONTRADICTS_ANOTHER, "update invoices set balance_due = 0, status = 'paid'");
        acme.run(acme.payment("p", "i", "80"));
        acme.run("update invoices set balance_due = 0, status = 'paid'");
        acme.run("update orders set status = 'paid'");
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, "update orders set status = 'cancelled'");
    }

    @Test
    void an_order_and_its_invoice_name_each_other_and_are_over_the_same() throws SQLException {
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.refuses("23503", "select 1");
        acme.run(acme.order("o"));
        acme.refuses(CONTRADICTS_ANOTHER, acme.invoice("i", "order_id", "o"));
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.refuses(CONTRADICTS_ANOTHER, acme.invoice("i"));
        String half = Books.LINES.replace("\"quantity\": 2", "\"quantity\": 1").replace("80.00", "40.00");
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.refuses(
                CONTRADICTS_ANOTHER,
                acme.invoice("i", "order_id", "o", "lines", half, "total", "40", "balance_due", "40"));
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.refuses(CONTRADICTS_ANOTHER, acme.invoice("i", "order_id", "o", "currency", "EUR"));
    }

    @Test
    void an_order_and_an_installment_are_billed_once() throws SQLException {
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.run(acme.invoice("i", "order_id", "o"));
        acme.commit();
        acme.refuses(EXISTS, acme.invoice("j", "order_id", "o"));
        acme.run(acme.insert("installment_schedules", "s", "status", "active", "entries", "[]"));
        acme.run(acme.invoice("k", "installment_schedule_id", "s", "entry_id", "1"));
        acme.commit();
        acme.refuses(EXISTS, acme.invoice("l", "installment_schedule_id", "s", "entry_id", "1"));
    }

    private String plan(String id, String status) {
        return acme.insert("installment_schedules", id, "order_id", "o", "status", status, "entries", "[]");
    }

    @Test
    void an_order_is_billed_whole_or_in_installments() throws SQLException {
        acme.run(acme.order("o", "invoice_id", "i"));
        acme.run(acme.invoice("i", "order_id", "o"));
        acme.run(plan("ended", "cancelled"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, plan("s", "active"));
        acme.refuses(CONTRADICTS_ANOTHER, "update installment_schedules set status = 'active'");
        acme.run("update invoices set status = 'void'");
        acme.run("update orders set invoice_id = null");
        acme.run(plan("s", "active"));
        acme.commit();
        acme.run("update orders set invoice_id = 'j'");
        acme.refuses(CONTRADICTS_ANOTHER, acme.invoice("j", "order_id", "o"));
        acme.run("update orders set invoice_id = 'i'");
        acme.refuses(CONTRADICTS_ANOTHER, "update invoices set status = 'open'");
        acme.run(acme.invoice("k", "order_id", "o", "installment_schedule_id", "s", "entry_id", "1"));
        acme.commit();
    }

    @Test
    void of_a_schedule_and_an_invoice_at_once_the_later_waits_for_the_earlier() throws SQLException {
        acme.run(acme.order("o"));
        acme.commit();
        acme.run(plan("s", "active"));
        try (Desk other = books.desk(acme.tenant())) {
            other.run("set local lock_timeout = '50ms'");
            other.refuses(IS_HELD, other.invoice("i", "order_id", "o"));
        }
    }

    @Test
    void a_pro_forma_order_has_no_invoice_and_is_never_paid() throws SQLException {
        acme.run(acme.order("o", "pro_forma", "true"));
        acme.commit();
        acme.refuses(CONTRADICTS_ANOTHER, acme.invoice("i", "order_id", "o"));
        acme.refuses(CONTRADICTS_ITSELF, "update orders set status = 'paid'");
    }

    @Test
    void a_key_makes_one_order_and_one_payment_in_each_tenant() throws SQLException {
        acme.run(acme.order("o", "idempotency_key", "k"));
        acme.run(acme.invoice("i"));
        acme.run(acme.payment("p", "i", "10", "idempotency_key", "k", "status", "void"));
        acme.commit();
        acme.refuses(EXISTS, acme.order("o2", "idempotency_key", "k"));
        acme.refuses(EXISTS, acme.payment("p2", "i", "10", "idempotency_key", "k", "status", "void"));
        try (Desk globex = books.desk("globex-" + TENANTS.incrementAndGet())) {
            globex.run(globex.order("o", "idempotency_key", "k"));
            globex.commit();
        }
    }

    @Test
    void a_closed_batch_takes_nothing_and_lets_nothing_go() throws SQLException {
        acme.run(acme.insert("batches", "b", "status", "open"));
        acme.run(acme.order("o", "batch_id", "b"));
        acme.run(acme.invoice("i", "batch_id", "b"));
        acme.run(acme.payment("p", "i", "10", "batch_id", "b", "status", "void"));
        acme.run(acme.order("free"));
        acme.commit();
        for (String status : new String[] {"closed", "posted"}) {
            acme.run("update batches set status = '" + status + "'");
            acme.commit();
            acme.refuses(CONTRADICTS_ANOTHER, acme.order("o2", "batch_id", "b"));
            acme.refuses(CONTRADICTS_ANOTHER, acme.invoice("i2", "batch_id", "b"));
            acme.refuses(CONTRADICTS_ANOTHER, acme.payment("p2", "i", "10", "batch_id", "b", "status", "void"));
            acme.refuses(CONTRADICTS_ANOTHER, "update orders set batch_id = 'b' where id = 'free'");
            acme.refuses(CONTRADICTS_ANOTHER, "update orders set batch_id = null where id = 'o'");
            acme.refuses(CONTRADICTS_ANOTHER, "update payments set amount = 11");
            acme.refuses(CONTRADICTS_ANOTHER, "delete from payments");
            acme.run("update orders set name = 'renamed'");
            acme.commit();
        }
    }

    @Test
    void a_batch_that_takes_something_is_not_closed_before_the_commit() throws SQLException {
        acme.run(acme.insert("batches", "b", "status", "open"));
        acme.commit();
        acme.run(acme.order("o", "batch_id", "b"));
        try (Desk other = books.desk(acme.tenant())) {
            other.run("set local lock_timeout = '50ms'");
            other.refuses(IS_HELD, "update batches set status = 'closed'");
            acme.commit();
            other.run("update batches set status = 'closed'");
            other.commit();
        }
        acme.refuses(CONTRADICTS_ANOTHER, acme.order("o2", "batch_id", "b"));
    }

    @Test
    void a_schedules_entries_are_sound_and_all_done_when_it_is() throws SQLException {
        String two = "[{\"entry_id\": \"1\", \"date\": \"2027-02-28\", \"amount\": 5, \"status\": \"pending\"},"
                + "{\"entry_id\": \"2\", \"date\": \"2027-01-31\", \"amount\": 5, \"status\": \"%s\"}]";
        String[] active = {"status", "active", "entries", two.formatted("failed")};
        acme.run(acme.insert("installment_schedules", "s", active));
        acme.commit();
        assertEquals("2027-01-31", acme.one("select next_processing_date from installment_schedules"));
        for (String wrong : new String[] {
            two.formatted("done"),
            two.formatted("paid").replace("\"2\"", "\"1\""),
            two.formatted("paid").replace("5", "0"),
            two.formatted("paid").replace("5", "0.005")
        }) {
            acme.refuses(CONTRADICTS_ITSELF, "update installment_schedules set entries = '" + wrong + "'");
        }
        acme.refuses(CONTRADICTS_ITSELF, "update installment_schedules set status = 'completed'");
        acme.run("update installment_schedules set status = 'suspended'");
        assertNull(acme.one("select next_processing_date from installment_schedules"));
    }

    @Test
    void a_customer_is_whoever_of_the_two_pays() throws SQLException {
        acme.refuses(CONTRADICTS_ITSELF, acme.order("o", "customer_id", "c-2"));
        acme.refuses(CONTRADICTS_ITSELF, acme.order("o", "customer_type", "organization", "organization_id", "o-1"));
    }

    @Test
    void customers_who_owe_are_seen_once_and_locked_by_an_invoice() throws SQLException {
        acme.run(acme.invoice("i1"));
        acme.run(acme.invoice("i2", "first_name", "Ann"));
        acme.run(acme.invoice("i3", "contact_id", "c-2", "customer_id", "c-2", "status", "void"));
        acme.commit();
        String whom = "select c.id || ' ' || c.name from customers_with_open_invoices c";
        assertEquals("c-1 Ann", acme.one(whom + " where c.id = any('{c-1,c-2}') order by c.id for update"));
        assertEquals("1", acme.one("select count(*) from customers_with_open_invoices"));
        try (Desk globex = books.desk("globex-" + TENANTS.incrementAndGet())) {
            assertNull(globex.one(whom));
        }
        acme.refuses("42501", "delete from customers_with_open_invoices");
    }
}
