package rhythm.endtoend.money;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static rhythm.endtoend.Owner.ask;
import static rhythm.endtoend.money.TwoServices.TENANT;
import static rhythm.endtoend.money.TwoServices.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import rhythm.endtoend.Owner;
import rhythm.kernel.process.Await;
import rhythm.kernel.process.Size;
import rhythm.kernel.process.Stopwatch;
import rhythm.stack.ServiceClient;

/** Auto-renewals through both services while everything that can go away goes away: no money without renewal, no renewal without. */
class MoneyPathIT {
    private static final int MEMBERS = Size.of(500, 5_000);
    private static final int BLOWS = 7;

    /** Of the charges, 5 in 100 time out when the money is taken already, and 3 in 100 are declined. */
    private static final String TOKEN = "timeout_after-5:insufficient_funds-3";

    private static final String STAMPS =
            "sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id";

    @Test
    void nobodyIsChargedTwiceOrRenewedForNothingWhateverGoesAway() {
        long seed = Long.getLong("rhythm.seed", 20_261_121L);
        Random random = new Random(seed);
        try (TwoServices site = new TwoServices()) {
            load(site, MEMBERS, TOKEN);
            ServiceClient membership = site.membership();
            String run = prepare(membership, "Auto-renewals");
            Stopwatch begun = new Stopwatch();
            membership.post("billingRuns", "/execute/" + run, object());
            int stretch = MEMBERS / (BLOWS + 1);
            for (int i = 1; i <= BLOWS; i++) {
                int point = i * stretch + random.nextInt(stretch / 2);
                Await.that("not " + point + " actions are done", () -> done(site) >= point);
                if (i % 3 == 0) {
                    site.restartPostgres();
                } else {
                    site.killCollect();
                }
            }
            Await.that("the run does not end: " + statuses(site), () -> ask(
                            site.membershipData(), "select status from billing_runs where id = '" + run + "'")
                    .equals("completed"));
            report(site, seed, begun.seconds());
            reconcile(site);
        }
    }

    static void load(TwoServices site, int members, String token) {
        Owner.load(site.membershipData(), """
                insert into packages (tenant_id, id, name, renewal_price, currency, term, %1$s)
                values ('%2$s', 'p', 'Member', 120.50, 'EUR', 12, 1, timestamptz '2026-03-01Z', 'load', timestamptz '2026-03-01Z', 'load');
                insert into memberships (tenant_id, id, name, status, origin, contact_id, package_id, expiration_date,
                  email_address, renew_automatically, renewal_payment_info, %1$s)
                select '%2$s', 'm' || i, 'Member ' || i, 'active', 'principal', 'c' || i, 'p', date '2027-01-31',
                  'm' || i || '@chamber.example', true, jsonb_build_object('stored_payment_method_id', 'card' || i),
                  1, timestamptz '2026-03-01Z', 'load', timestamptz '2026-03-01Z', 'load'
                from generate_series(1, %3$d) i""".formatted(STAMPS, TENANT, members));
        Owner.load(site.collectData(), """
                insert into stored_payment_methods (tenant_id, id, name, customer_type, contact_id, customer_id, type,
                  token, is_active, %s)
                select '%s', 'card' || i, 'Card ' || i, 'contact', 'c' || i, 'c' || i, 'credit card', '%s', true,
                  1, timestamptz '2026-03-01Z', 'load', timestamptz '2026-03-01Z', 'load'
                from generate_series(1, %d) i""".formatted(STAMPS, TENANT, token, members));
    }

    static String prepare(ServiceClient membership, String name) {
        ObjectNode run = object().put("name", name).put("perform_auto_renewals", true);
        run.putObject("auto_renewal_options")
                .put("expiration_date_range_start", "2027-01-01")
                .put("expiration_date_range_end", "2027-01-31");
        String id = membership.create("billingRuns", run);
        membership.post("billingRuns", "/refresh/" + id, object());
        Await.that("the list is not made", () -> membership
                .get("billingRuns", "/" + id)
                .path("status")
                .asText()
                .equals("ready for execution"));
        return id;
    }

    private static int done(TwoServices site) {
        String done = ask(
                site.membershipData(),
                "select count(*) from billing_run_actions where status in ('completed', 'payment failure')");
        return done.isEmpty() ? 0 : Integer.parseInt(done);
    }

    private static String statuses(TwoServices site) {
        return ask(
                site.membershipData(),
                "select jsonb_object_agg(status, n) from (select status, count(*) as n from billing_run_actions group by 1) s");
    }

    private static void report(TwoServices site, long seed, double took) {
        System.out.printf(
                "money path (seed %d): actions %s, gateway %s, %.1f s%n",
                seed,
                statuses(site),
                ask(
                        site.collectData(),
                        "select jsonb_object_agg(outcome, n) from (select outcome, count(*) as n from gateway.gateway_ledger group by 1) l"),
                took);
    }

    private static void reconcile(TwoServices site) {
        String renewed = ask(
                site.membershipData(),
                "select string_agg(id, ',' order by id) from memberships where expiration_date = '2028-01-31'");
        String charged = ask(site.collectData(), """
                select string_agg(m, ',' order by m) from (select regexp_replace(key, '^.*"renewal", "([^"]*)".*$', '\\1') as m
                  from gateway.gateway_ledger where outcome = 'succeeded') l""");
        String completed = ask(
                site.membershipData(),
                "select string_agg(candidate_id, ',' order by candidate_id) from billing_run_actions where status = 'completed'");
        assertAll(
                () -> assertEquals(completed, charged, "charged once, if the action is completed"),
                () -> assertEquals(charged, renewed, "renewed, if charged"),
                () -> assertEquals("0", ask(site.membershipData(), """
                        select count(*) from memberships where expiration_date not in ('2027-01-31', '2028-01-31')"""), "renewed once"),
                () -> assertEquals("0", ask(site.membershipData(), """
                        select count(*) from billing_run_actions where status not in ('completed', 'payment failure')"""), "terminal"),
                () -> assertEquals(
                        ask(
                                site.collectData(),
                                "select sum(amount) from gateway.gateway_ledger where outcome = 'succeeded'"),
                        ask(site.collectData(), "select sum(amount) from payments where status = 'complete'"),
                        "the books agree with the gateway's"),
                () -> assertEquals(
                        ask(site.collectData(), "select sum(amount) from payments where status = 'complete'"),
                        ask(site.collectData(), "select sum(total) from orders where status = 'paid'")));
    }
}
