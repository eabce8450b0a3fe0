package rhythm.certifications.kind;

import java.util.List;
import java.util.Map;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.gateway.Fate;
import rhythm.kernel.gateway.Fate.Means;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.OpenOrders;

/** What becomes of registrations as the orders that billed them are paid, voided, cancelled or gone: decision 32's table, in SQL. */
final class BilledRegistrations {
    private static final String ITS_ORDER = """
            c.tenant_id = :tenant and c.billed_order_id = any(:orders) and c.billed_order_id = s.order_id
              and c.billed_order_is_open and s.fate = any('{%s}')""";

    /** The next run bills them again, in the place of that order. */
    private static final String FREED =
            """
            update course_registrations c set billed_invoice_id = null, billing_action_id = null, billed_order_is_open = false,
              sys_version = c.sys_version + 1, sys_last_modified_at = :real_now
            from %s s where\s""".formatted(OpenOrders.STANDINGS) + ITS_ORDER.formatted(fates(Means.BILLS_AGAIN));

    private static final String OVER =
            """
            update course_registrations c set billed_order_is_open = false
            from %s s where\s""".formatted(OpenOrders.STANDINGS) + ITS_ORDER.formatted(Fate.PAID.wire() + "," + Fate.WRITTEN_OFF.wire());

    private static final String GONE = Attention.noting(
            "provider order gone",
            "courseRegistrations",
            """
            select c.id as record_id, c.amount, c.currency, 'the order ' || s.order_id
              || ' that billed it is not known to collect-billing; it can be billed again' as text
            from course_registrations c join %s s on true where\s""".formatted(OpenOrders.STANDINGS) + ITS_ORDER.formatted(Fate.GONE.wire()));

    static final OpenOrders OPEN_ORDERS = new OpenOrders(
            new Candidates("course registration", "course_registrations", Map.of("name", "c.course_name"), null),
            Map.of("billed_order_id", "c.billed_order_is_open"),
            List.of(GONE, FREED, OVER),
            List.of());

    private BilledRegistrations() {}

    private static String fates(Means what) {
        return String.join(",", Fate.thatMean(what));
    }
}
