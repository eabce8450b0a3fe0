package rhythm.endtoend.money;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.endtoend.Owner.ask;
import static rhythm.endtoend.money.TwoServices.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import rhythm.endtoend.Owner;
import rhythm.kernel.process.Await;
import rhythm.kernel.process.Size;
import rhythm.stack.Database;
import rhythm.stack.ServiceClient;

/**
 * Auto-renewals charge open orders while staff pay them in cash, void, cancel, refund, delete and replay, prices and packages change,
 * and collect is killed: nobody pays twice, nobody gets what was not paid for, nobody is left without a trace.
 */
class BusyStaffIT {
    private static final int MEMBERS = Size.of(150, 5_000);
    private static final int BLOWS = Size.of(1, 6);
    private static final int DEEDS = Size.of(600, 20_000);
    private static final String TOKEN = "slow-1500:timeout_after-5:insufficient_funds-5";

    @Test
    void whateverStaffDoMeanwhileTheBooksAreTrueAndNobodyIsLost() {
        long seed = Long.getLong("rhythm.seed", 20_261_127L);
        Random random = new Random(seed);
        try (TwoServices site = new TwoServices()) {
            MoneyPathIT.load(site, MEMBERS, TOKEN);
            site.membership()
                    .create(
                            "packages",
                            object().put("name", "Other")
                                    .put("renewal_price", 500)
                                    .put("currency", "EUR")
                                    .put("term", 60));
            Owner.load(site.membershipData(), "update packages set id = 'p2' where name = 'Other'");
            Owner.load(site.membershipData(), "update memberships set renew_automatically = false");
            execute(site, list(site, "generate_renewal_orders", "renewal_order_options"));
            Owner.load(site.membershipData(), "update memberships set renew_automatically = true");
            String run = MoneyPathIT.prepare(site.membership(), "Auto-renewals");
            site.membership().post("billingRuns", "/execute/" + run, object());
            try (BusyStaff staff = new BusyStaff(site, MEMBERS, seed)) {
                for (int i = 1; i <= BLOWS; i++) {
                    int point = i * MEMBERS / (BLOWS + 1) + random.nextInt(MEMBERS / (BLOWS + 1) / 2);
                    Await.that("not " + point + " are through", () -> through(site, run) >= point);
                    site.killCollect();
                }
                ended(site, run);
                Await.that("staff do little", () -> staff.count() >= DEEDS);
                System.out.printf("busy staff (seed %d): %s%n", seed, staff.done());
                assertTrue(staff.done().size() > 10, "most deeds are seen, done and refused");
            }
            Await.that("charges stay open", () -> ask(site.collectData(), """
                    select count(*) from payment_attempts where state in ('started', 'unknown')""").equals("0"));
            check(site);
        }
    }

    private static int through(TwoServices site, String run) {
        String done = ask(site.membershipData(), """
                select count(*) from billing_run_actions where billing_run_id = '%s' and status not in ('pending', 'processing order')""".formatted(run));
        return done.isEmpty() ? 0 : Integer.parseInt(done);
    }

    private static String list(TwoServices site, String flag, String options) {
        ObjectNode run = object().put("name", flag).put(flag, true);
        run.putObject(options)
                .put("expiration_date_range_start", "2027-01-01")
                .put("expiration_date_range_end", "2027-01-31");
        String id = site.membership().create("billingRuns", run);
        site.membership().post("billingRuns", "/refresh/" + id, object());
        Await.that("the list is not made", () -> status(site.membership(), id).equals("ready for execution"));
        return id;
    }

    private static void execute(TwoServices site, String run) {
        site.membership().post("billingRuns", "/execute/" + run, object());
        ended(site, run);
    }

    private static void ended(TwoServices site, String run) {
        Await.that("the run does not end", () -> status(site.membership(), run).equals("completed"));
    }

    private static String status(ServiceClient membership, String run) {
        return membership.get("billingRuns", "/" + run).path("status").asText();
    }

    /** A set of ids, as one column gives it. */
    private static Set<String> ids(Database data, String query) {
        String all = ask(data, "select coalesce(string_agg(x, ','), '') from (" + query + ") q (x)");
        return all.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(all.split(",")));
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(others);
        return left;
    }

    private static void check(TwoServices site) {
        var members = site.membershipData();
        var money = site.collectData();
        String charges = list(site, "perform_auto_renewals", "auto_renewal_options"); // looks at all orders once more
        Set<String> renewed =
                ids(members, "select renewed_by_order_id from memberships where renewed_by_order_id is not null");
        Set<String> paid = ids(money, "select id from orders where status = 'paid'");
        // of whom staff deleted, the deletion is the trace
        Set<String> deleted = ids(members, "select id from deletions where resource = 'memberships'");
        Set<String> flagged = ids(members, "select record_id from attention where status = 'open'");
        Set<String> flaggedOrders = ids(members, """
                select m.renewed_by_order_id from memberships m join attention a on a.record_id = m.id and a.status = 'open'
                where m.renewed_by_order_id is not null""");
        assertAll(
                () -> assertEquals("0", ask(money, """
                        select count(*) from gateway.gateway_ledger l where outcome = 'succeeded' and not exists (
                          select from payments p where p.idempotency_key = l.key and p.amount = l.amount)"""), "every charge is in the books"),
                () -> assertEquals("0", ask(money, """
                        select count(*) from payments p where p.gateway_reference is not null and not exists (
                          select from gateway.gateway_ledger l where l.key = p.idempotency_key and l.outcome = 'succeeded')"""), "and no other"),
                () -> assertEquals("0", ask(money, """
                        select count(*) from invoices i where i.total < (select coalesce(sum(p.amount), 0) from payments p
                          where p.invoice_id = i.id and p.status = 'complete')"""), "no invoice is paid twice"),
                () -> assertEquals("0", ask(money, """
                        select count(*) from (select o.lines -> 0 ->> 'subject_id', sum(i.total - i.balance_due) as paid, max(o.total) as total
                          from orders o join invoices i on i.order_id = o.id and i.status <> 'void' group by 1) x
                        where paid > total"""), "no term is paid twice"),
                () -> assertEquals(
                        Set.of(),
                        without(without(renewed, paid), flaggedOrders),
                        "renewed, and neither paid nor flagged"),
                () -> assertEquals(
                        Set.of(),
                        without(
                                ids(money, "select lines -> 0 ->> 'subject_id' from orders where status = 'paid'"),
                                union(
                                        union(flagged, deleted),
                                        ids(
                                                members,
                                                "select id from memberships where renewed_by_order_id is not null"))),
                        "paid, and neither renewed nor flagged"),
                () -> assertEquals("0", ask(members, """
                        select count(*) from memberships where renewal_order_action_id is not null"""), "nobody is stuck in a run"),
                () -> assertEquals(Set.of(), without(bought(members), sold(money)), "who paid for a term has that one"),
                () -> assertEquals(
                        Set.of(),
                        without(
                                ids(members, "select id from memberships where expiration_date = '2027-01-31'"),
                                union(flagged, ids(members, """
                                                select candidate_id from billing_run_actions where billing_run_id = '%s'
                                                union select id from memberships where renewal_next_attempt_date is not null""".formatted(charges)))),
                        "nobody is left out of the next run without a reason that people see"));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Member and end of term of those whose order is paid. */
    private static Set<String> sold(Database money) {
        return ids(money, """
                select (lines -> 0 ->> 'subject_id') || ' ' || (lines -> 0 ->> 'period_end')
                from orders where status = 'paid'""");
    }

    private static Set<String> bought(Database members) {
        return ids(members, """
                select m.id || ' ' || m.expiration_date from memberships m
                where m.renewed_by_order_id is not null and m.renewal_order_standing is distinct from 'reopened'""");
    }
}
