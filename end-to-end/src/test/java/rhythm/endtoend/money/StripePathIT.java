package rhythm.endtoend.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.endtoend.Owner.ask;
import static rhythm.endtoend.money.TwoServices.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rhythm.endtoend.Owner;
import rhythm.kernel.process.Await;
import rhythm.kernel.process.Size;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceRefusal;
import rhythm.stack.stripe.Trouble;

/**
 * Auto-renewals, day by day, at a Stripe that keeps the rules of its documentation: answers get lost, work breaks off, events are
 * lost, repeated and shuffled, banks return debits, holders dispute, money is refunded here and there, services are killed and
 * databases set back by a day. After every day the books are the gateway's to the cent, and nobody was charged twice.
 */
class StripePathIT {
    private static final int MEMBERS = Size.of(120, 5_000);
    private static final int DAYS = Size.of(3, 10);
    private static final LocalDate FIRST = LocalDate.parse("2027-01-11");
    private static final List<String> METHODS = List.of(
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_visa",
            "pm_card_visa_chargeDeclinedInsufficientFunds",
            "pm_card_authenticationRequired",
            "pm_usBankAccount",
            "pm_usBankAccount_debitNotAuthorized");

    @Test
    void afterEveryDayTheBooksAreTheGatewaysAndNobodyWasChargedTwice() {
        long seed = Long.getLong("rhythm.seed", 20_261_127L);
        Random random = new Random(seed);
        try (StripeSite site = new StripeSite(random)) {
            load(site);
            site.stripe.goes(new Trouble(0.03, 0.02));
            TwoServices.Backup yesterday = site.services.backup();
            for (int day = 1; day <= DAYS; day++) {
                bill(site, day, random);
                moveMoney(site, random);
                if (day == 2) {
                    site.services.restoreMembership(yesterday);
                    bill(site, 1, random);
                    bill(site, 2, random);
                }
                if (day == 3) {
                    site.services.restore(yesterday);
                    bill(site, 2, random);
                    bill(site, 3, random);
                }
                yesterday = site.services.backup();
                endDay(site, day, seed, Duration.ofDays(1));
            }
            site.stripe.goes(Trouble.NONE);
            endDay(site, DAYS + 1, seed, Duration.ofDays(5)); // every bank has decided by then
            assertNobodyTwice(site);
        }
    }

    /** A fifth of them are due on each day, or a tenth. */
    private static void load(StripeSite site) {
        MoneyPathIT.load(site.services, MEMBERS, "cus_1/pm_card_visa");
        Owner.load(site.services.membershipData(), """
                update memberships set expiration_date = date '%s' + (substr(id, 2)::integer %% %d)""".formatted(FIRST, DAYS));
        for (int i = 0; i < METHODS.size(); i++) {
            Owner.load(site.services.collectData(), """
                    update stored_payment_methods set token = 'cus_1/%s' where substr(id, 5)::integer %% %d = %d""".formatted(METHODS.get(i), METHODS.size(), i));
        }
    }

    private static void bill(StripeSite site, int day, Random random) {
        ServiceClient membership = site.services.membership();
        LocalDate due = FIRST.plusDays(day - 1L);
        ObjectNode run = object().put("name", "Auto-renewals of " + due).put("perform_auto_renewals", true);
        run.putObject("auto_renewal_options")
                .put("expiration_date_range_start", due.toString())
                .put("expiration_date_range_end", due.toString());
        String id = membership.create("billingRuns", run);
        membership.post("billingRuns", "/refresh/" + id, object());
        ended(site, id, "ready for execution");
        membership.post("billingRuns", "/execute/" + id, object());
        if (random.nextBoolean()) {
            int taken = site.stripe.succeeded(StripeSite.ACCOUNT).size();
            Await.that(
                    "nothing is charged",
                    () -> site.stripe.succeeded(StripeSite.ACCOUNT).size() > taken
                            || status(site, id).equals("completed"));
            site.services.killCollect();
        }
        ended(site, id, "completed");
    }

    private static void ended(StripeSite site, String run, String status) {
        Await.that("the run is not " + status, () -> status(site, run).equals(status));
    }

    private static String status(StripeSite site, String run) {
        return site.services
                .membership()
                .get("billingRuns", "/" + run)
                .path("status")
                .asText();
    }

    /** Holders dispute, and win or lose; money goes back from here and from the provider's own pages. */
    private static void moveMoney(StripeSite site, Random random) {
        site.bring();
        String payments = ask(site.services.collectData(), """
                select coalesce(string_agg(id || ' ' || gateway_reference, ',' order by id), '') from payments
                where status = 'complete' and gateway_reference is not null and amount > 20""");
        int moved = 0;
        for (String one : payments.isEmpty() ? List.<String>of() : List.of(payments.split(","))) {
            String id = one.split(" ")[0];
            String intent = one.split(" ")[1];
            switch (random.nextInt(20)) {
                case 0 -> site.stripe.dispute(StripeSite.ACCOUNT, intent);
                case 1 -> {
                    site.stripe.dispute(StripeSite.ACCOUNT, intent);
                    site.stripe.close(StripeSite.ACCOUNT, intent, random.nextBoolean());
                }
                case 2 -> site.stripe.refundByHand(StripeSite.ACCOUNT, intent, 1000);
                case 3 -> {
                    ObjectNode refund = object().put("reason", "a part of it").put("amount", new BigDecimal("7.50"));
                    refund(site, id, refund, "refund-" + Long.toHexString(random.nextLong()));
                }
                default -> moved--;
            }
            moved++;
        }
        System.out.printf("moved the money of %d payments%n", moved);
    }

    private static void refund(StripeSite site, String payment, ObjectNode refund, String key) {
        try {
            site.services.collect().once("payments", "/refund/" + payment, refund, key);
        } catch (ServiceRefusal meanwhile) { // its holder disputed it, or somebody refunded it otherwise
            assertEquals(409, meanwhile.status(), meanwhile::getMessage);
        }
    }

    private static void endDay(StripeSite site, int day, long seed, Duration time) {
        site.bring();
        site.later(time); // and the daily look hears of what got lost
        Instant since = site.clock.instant().minus(Duration.ofMinutes(1));
        try {
            Await.that("the day does not end", () -> isSettled(site, since));
        } finally {
            report(site, seed, day);
        }
        assertEquals(site.taken(), site.booked().add(site.seenTo()).setScale(2));
    }

    private static void report(StripeSite site, long seed, int day) {
        System.out.printf(
                "stripe path (seed %d), day %d: %s taken, %s booked, %s seen to; %d calls; %s%n",
                seed,
                day,
                site.taken(),
                site.booked(),
                site.seenTo(),
                site.stripe.calls.size(),
                ask(site.services.collectData(), """
                        select jsonb_build_object('attempts', (select jsonb_object_agg(state, n) from (
                            select state, count(*) as n from payment_attempts group by 1) a),
                          'refunds', (select count(*) from refunds where state = 'started'),
                          'events', (select count(*) from gateway_events where done_at is null),
                          'looks', (select min(listed_until) from gateway_looks))"""));
    }

    /** Everything is decided and told, the account was listed since, and the sums agree. */
    private static boolean isSettled(StripeSite site, Instant since) {
        String open = ask(site.services.collectData(), """
                select (select count(*) from payment_attempts where state in ('started', 'unknown'))
                  + (select count(*) from refunds where state = 'started')
                  + (select count(*) from gateway_events where done_at is null)
                  + (select count(*) from gateway_looks where listed_until < '%s')""".formatted(since));
        return open.equals("0") && site.taken().compareTo(site.booked().add(site.seenTo())) == 0;
    }

    private static void assertNobodyTwice(StripeSite site) {
        assertEquals("0", ask(site.services.collectData(), """
                select count(*) from (select o.lines -> 0 ->> 'subject_id' from orders o join invoices i on i.order_id = o.id
                  join payments p on p.invoice_id = i.id and p.status in ('complete', 'settling') group by 1
                  having sum(p.amount) > max(o.total)) x"""), "no term was paid twice");
        long taken = site.stripe.succeeded(StripeSite.ACCOUNT).size();
        assertTrue(taken > MEMBERS / 3, () -> taken + " charges of " + MEMBERS + " members");
        assertTrue(taken <= MEMBERS, () -> taken + " charges of " + MEMBERS + " members");
    }
}
