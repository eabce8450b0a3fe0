package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.money.Till.TENANT;
import static rhythm.collect.money.Till.charged;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Placement;
import rhythm.kernel.gateway.Placement.Declined;
import rhythm.kernel.gateway.Placement.Placed;
import rhythm.kernel.gateway.Placement.Refused;

/** What a gateway's no says about the next try: whose fault it was, and whether and when to try again. */
class AdviceTest {
    private static final Till TILL = new Till("advice");

    @AfterAll
    static void close() {
        TILL.close();
    }

    private static Placement charge(String key, String card) {
        return TILL.orders.place(TENANT, charged(key, card));
    }

    private static Placement installment(String key, String schedule) {
        return TILL.installments.place(
                TENANT,
                new JsonObject()
                        .put("idempotency_key", key)
                        .put("installment_schedule_id", schedule)
                        .put("entry_ids", new JsonArray().add("e0")));
    }

    private static void give(String card, String token) {
        TILL.database.sql("update stored_payment_methods set token = $2 where id = $1 returning id", card, token);
    }

    @Test
    void theMerchantsFaultIsNobodysDeclineAndTheNextTryFollowsAtOnce() {
        TILL.card("m1", "refused");
        assertInstanceOf(Refused.class, charge("o1", "m1"));
        assertEquals("refused", TILL.one("state", "payment_attempts", "request_key = 'o1'"));
        give("m1", "ok");
        assertTrue(((Placed) charge("o1", "m1")).isPaid());
        assertEquals("104.97", TILL.paid("o1"));
    }

    @Test
    void theMerchantsFaultCountsForNoSchedule() {
        TILL.card("m2", "refused");
        TILL.plan("s2", "m2");
        assertInstanceOf(Refused.class, installment("o2", "s2"));
        assertEquals("active 0 failed/pending/pending", TILL.state("s2"));
        give("m2", "ok");
        assertTrue(((Placed) installment("o2next", "s2")).isPaid());
    }

    @Test
    void whatTheHolderAloneCanHelpIsNotTriedAgainWithTheSameCard() {
        TILL.card("m3", "expired_card");
        Declined declined = (Declined) charge("o3", "m3");
        assertFalse(declined.isHard());
        assertNull(declined.nextAttempt());
        TILL.time.pass(Duration.ofDays(10));
        int charges = TILL.line.charges;
        assertTrue(((Declined) charge("o3", "m3")).isRepeated() || TILL.line.charges == charges);
        assertEquals(charges, TILL.line.charges);
        assertInstanceOf(Declined.class, charge("other", "m3"), "another order is another question");
        assertEquals(charges + 1, TILL.line.charges);
        give("m3", "ok");
        assertTrue(((Placed) charge("o3", "m3")).isPaid());
    }

    @Test
    void aScheduleRestsAtOnceWhereOnlyTheHolderCanHelp() {
        TILL.card("m4", "authentication_required");
        TILL.plan("s4", "m4");
        assertInstanceOf(Declined.class, installment("o4", "s4"));
        assertEquals("suspended 1 failed/pending/pending", TILL.state("s4"));
        TILL.renew("m4", "ok");
        assertTrue(((Placed) installment("o4next", "s4")).isPaid());
    }

    @Test
    void theNextTryConfirmsTheSameIntent() {
        TILL.card("m5", "insufficient_funds");
        charge("o5", "m5");
        give("m5", "timeout_after");
        assertTrue(((Placed) charge("o5", "m5")).isPaid());
        assertEquals(2L, TILL.one("count(*)", "payment_attempts", "request_key = 'o5'"));
        assertEquals(1L, TILL.one("count(distinct intent)", "payment_attempts", "request_key = 'o5'"));
        assertEquals("104.97", TILL.taken("o5"));
        assertEquals("104.97", TILL.paid("o5"));
    }

    @Test
    void whatNobodyDecidesIsCancelledAtTheGatewayAfterAWhile() {
        TILL.card("m6", "500");
        charge("o6", "m6");
        TILL.watch.look(TENANT);
        assertEquals("unknown", TILL.one("state", "payment_attempts", "request_key = 'o6'"));
        TILL.time.pass(Duration.ofHours(2));
        TILL.watch.look(TENANT);
        assertEquals("broken_off none", TILL.one("code || ' ' || advice", "payment_attempts", "request_key = 'o6'"));
        assertEquals(1L, TILL.one("count(*)", "gateway.gateway_ledger", "outcome = 'canceled'"));
        TILL.card("m7", "ok");
        assertTrue(((Placed) charge("o6", "m7")).isPaid());
        assertEquals(2L, TILL.one("count(distinct intent)", "payment_attempts", "request_key = 'o6'"));
    }
}
