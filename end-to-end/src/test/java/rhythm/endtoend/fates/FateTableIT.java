package rhythm.endtoend.fates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import rhythm.endtoend.Owner;
import rhythm.endtoend.money.TwoServices;

/**
 * What becomes of a member by how her renewal order stands, through both services: what staff do to the order by collect's API, and
 * whom membership's next runs list. The right column is the table of docs/decisions 32, read by people.
 */
class FateTableIT {
    /** Each row: who, by which rule her term begins, what was done to her order; renewed, reminded, billed, charged, dropped. */
    private static final String TABLE = """
            open             | paid    | nothing          | -       reminded -      charged dropped
            part             | paid    | pay 40           | -       reminded -      charged dropped
            full             | paid    | pay 100          | renewed -        -      -       -
            refunded         | paid    | pay 100, refunded | renewed -        -      -       -
            returned         | paid    | pay 100, returned | renewed -        -      -       -
            disputed         | paid    | pay 100, disputed | renewed -        -      -       -
            overpaid         | paid    | pay 100, reprice 80 | renewed -     -      -       -
            repriced-open    | paid    | pay 40, reprice 80  | -    reminded -   charged dropped
            billed-open      | billed  | nothing          | renewed -        -      -       -
            billed-full      | billed  | pay 100          | renewed -        -      -       -
            percent-below    | percent | pay 49           | -       reminded -      charged dropped
            percent-reached  | percent | pay 50           | renewed -        -      -       -
            percent-full     | percent | pay 100          | renewed -        -      -       -
            percent-refunded | percent | pay 100, refunded | renewed -        -      -       -
            amount-below     | amount  | pay 29           | -       reminded -      charged dropped
            amount-reached   | amount  | pay 30           | renewed -        -      -       -
            written-off      | paid    | write off        | -       -        -      -       dropped
            void             | paid    | void             | -       -        billed charged dropped
            cancelled        | paid    | cancel           | -       -        billed charged dropped
            gone             | paid    | lose             | -       -        billed charged dropped
            under-charge     | paid    | charge           | -       -        -      -       -
            outlived         | paid    | outlive, pay 100 | outlived -       -      -       -
            plan-current     | paid    | plan current     | renewed -        -      -       -
            plan-late        | paid    | plan late        | -       reminded -      charged dropped
            plan-unpaid      | paid    | plan unpaid      | -       reminded -      charged dropped
            """;

    /** The same where the tenant has renewals taken back whose money is given back. */
    private static final String TAKEN_BACK = """
            full             | paid    | pay 100          | renewed -        -      -       -
            refunded         | paid    | pay 100, refunded | -       reminded -      charged dropped
            returned         | paid    | pay 100, returned | -       reminded -      charged dropped
            disputed         | paid    | pay 100, disputed | -       reminded -      charged dropped
            percent-refunded | percent | pay 100, refunded | -       reminded -      charged dropped
            billed-full      | billed  | pay 100          | renewed -        -      -       -
            """;

    private final Map<String, String> expected = new LinkedHashMap<>();
    private final Map<String, String> found = new LinkedHashMap<>();

    @Test
    void everyCellThroughBothServices() {
        walk(
                TABLE,
                "flag",
                "renewal order gone: gone; renewal paid but outlived: outlived;"
                        + " renewal refunded: disputed; renewal refunded: percent-refunded; renewal refunded: refunded;"
                        + " renewal refunded: returned");
    }

    @Test
    void whatIsGivenBackIsTakenBackWhereTheTenantWantsThat() {
        walk(
                TAKEN_BACK,
                "take back",
                "renewal refunded: disputed; renewal refunded: percent-refunded; renewal refunded: refunded;"
                        + " renewal refunded: returned");
    }

    private void walk(String table, String refundedRenewals, String attention) {
        try (TwoServices site = new TwoServices()) {
            FateDesk desk = new FateDesk(site);
            desk.decide(refundedRenewals);
            Map<String, String> members = new LinkedHashMap<>();
            for (String row : table.strip().split("\\R")) {
                String[] cells = row.split("\\|", -1);
                String name = cells[0].strip();
                members.put(name, desk.member(name, cells[1].strip()));
                expected.put(name, cells[3].strip().replaceAll(" +", " "));
            }
            desk.bill();
            for (String row : table.strip().split("\\R")) {
                String[] cells = row.split("\\|", -1);
                for (String deed : cells[2].strip().split(", ")) {
                    desk.act(members.get(cells[0].strip()), deed);
                }
            }
            desk.look();
            Set<String> reminded = desk.listed("send_renewal_reminders", "renewal_reminder_options");
            Set<String> billed = desk.listed("generate_renewal_orders", "renewal_order_options");
            Set<String> dropped = desk.listed("perform_drops", "drop_options");
            members.forEach((_, id) -> desk.renewsByItself(id));
            Set<String> charged = desk.listed("perform_auto_renewals", "auto_renewal_options");
            members.forEach((name, id) -> found.put(
                    name,
                    desk.term(id)
                            + mark(reminded, id, " reminded")
                            + mark(billed, id, " billed")
                            + mark(charged, id, " charged")
                            + mark(dropped, id, " dropped")));
            assertEquals(lines(expected), lines(found));
            assertEquals(attention, Owner.ask(site.membershipData(), """
                            select string_agg(a.kind || ': ' || m.name, '; ' order by a.kind, m.name) from attention a
                            join memberships m on m.id = a.record_id where a.status = 'open'"""));
        }
    }

    /** A member who pays her renewal in twelve parts is in no drop run for as long as she pays, and is when she stops. */
    @Test
    void whoPaysByAPlanIsDroppedOnTheDayThatThePolicySaysAndOnNoOther() {
        try (TwoServices site = new TwoServices()) {
            FateDesk desk = new FateDesk(site);
            String faithful = desk.member("faithful", "paid");
            String late = desk.member("late", "paid");
            desk.bill();
            LocalDate first = desk.today();
            String schedule = desk.plan(faithful, first, 12);
            String other = desk.plan(late, first, 12);
            for (int part = 1; part <= 12; part++) {
                LocalDate due = first.plusMonths(part - 1L);
                desk.put(due);
                desk.payPart(faithful, schedule, part);
                if (part <= 2) {
                    desk.payPart(late, other, part);
                }
                desk.look();
                assertEquals(false, desk.mayBeDropped(faithful), "part " + part);
                // 14 days behind are let pass; the third part is due on the day of the third payment
                assertEquals(part > 3, desk.mayBeDropped(late), "part " + part);
                if (part == 3) {
                    desk.put(due.plusDays(14));
                    desk.look();
                    assertEquals(false, desk.mayBeDropped(late), "14 days behind");
                    desk.put(due.plusDays(15));
                    desk.look();
                    assertEquals(true, desk.mayBeDropped(late), "15 days behind");
                }
            }
            ObjectNode order = desk.order(faithful);
            assertEquals(
                    "paid 0.00",
                    order.path("status").asText() + " "
                            + order.path("balance_due").asText());
        }
    }

    private static String mark(Set<String> listed, String id, String word) {
        return listed.contains(id) ? word : " -";
    }

    private static String lines(Map<String, String> rows) {
        StringBuilder lines = new StringBuilder();
        rows.forEach(
                (name, cells) -> lines.append(name).append(": ").append(cells).append('\n'));
        return lines.toString();
    }
}
