package rhythm.endtoend.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.endtoend.Owner.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import rhythm.kernel.process.Await;

/** A service that was set back to last night's backup makes its runs anew, and bills and charges nobody twice. */
class RestoreIT {
    private static final int MEMBERS = 500;

    @Test
    void whoWasOrderedAndChargedBeforeTheRestoreIsNotOrderedOrChargedAgain() {
        try (TwoServices site = new TwoServices()) {
            MoneyPathIT.load(site, MEMBERS, "success");
            TwoServices.Backup before = site.backup();
            renew(site, "first");
            String orders = ask(site.collectData(), "select count(*) from orders");
            String charged = charged(site);
            assertEquals(MEMBERS + " " + MEMBERS * 12050L / 100 + ".00", orders + " " + charged);

            site.restoreMembership(before);
            assertEquals("0", renewed(site));
            renew(site, "again");
            assertEquals(
                    orders + " " + charged,
                    ask(site.collectData(), "select count(*) from orders") + " " + charged(site));
            assertEquals(String.valueOf(MEMBERS), renewed(site));
            assertEquals(
                    String.valueOf(MEMBERS),
                    ask(site.collectData(), "select count(*) from payments where status = 'complete'"));

            // both are set back; only the gateway, who keeps books of his own, knows what was charged
            site.restore(before);
            assertEquals("0 0", renewed(site) + " " + ask(site.collectData(), "select count(*) from payments"));
            site.hold(true);
            ObjectNode order = TwoServices.object()
                    .put("contact_id", "c1")
                    .put("currency", "USD")
                    .put("charge", true)
                    .put("idempotency_key", "by hand")
                    .put("stored_payment_method_id", "any");
            order.putArray("lines").addObject().put("description", "Dues").put("unit_price", 1);
            String refusal = assertThrows(
                            RuntimeException.class, () -> site.collect().post("orders", "", order))
                    .getMessage();
            assertTrue(refusal.contains("503") && refusal.contains("held"), refusal);
            site.hold(false);
            renew(site, "once more");
            assertEquals(charged, charged(site));
            assertEquals(String.valueOf(MEMBERS), renewed(site));
            assertEquals(
                    charged, ask(site.collectData(), "select sum(amount) from payments where status = 'complete'"));
            System.out.printf("restore: %d renewals made three times, charged %s once%n", MEMBERS, charged);
        }
    }

    private static void renew(TwoServices site, String name) {
        String run = MoneyPathIT.prepare(site.membership(), name);
        site.membership().post("billingRuns", "/execute/" + run, TwoServices.object());
        Await.that("the run does not end", () -> {
            ObjectNode record = (ObjectNode) site.membership().get("billingRuns", "/" + run);
            return record.path("status").asText().equals("completed");
        });
        assertEquals("{\"completed\": " + MEMBERS + "}", ask(site.membershipData(), """
                        select jsonb_object_agg(status, n) from (select status, count(*) as n from billing_run_actions
                          where billing_run_id = '%s' group by 1) s""".formatted(run)));
    }

    private static String renewed(TwoServices site) {
        return ask(site.membershipData(), "select count(*) from memberships where expiration_date = '2028-01-31'");
    }

    /** By the gateway's own books. */
    private static String charged(TwoServices site) {
        return ask(site.collectData(), "select sum(amount) from gateway.gateway_ledger where outcome = 'succeeded'");
    }
}
