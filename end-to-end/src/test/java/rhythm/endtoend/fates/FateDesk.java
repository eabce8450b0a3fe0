package rhythm.endtoend.fates;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rhythm.endtoend.Owner;
import rhythm.endtoend.money.TwoServices;
import rhythm.kernel.bench.RunningClock;
import rhythm.kernel.process.Await;
import rhythm.stack.ServiceClient;

/** Staff of one tenant at both services: they bill members, and do to the orders what staff do. */
final class FateDesk {
    private final TwoServices site;
    private final ServiceClient membership;
    private final ServiceClient collect;
    private final LocalDate began =
            RunningClock.SHARED.instant().atZone(ZoneOffset.UTC).toLocalDate();
    private final LocalDate expiration = began.minusDays(5);
    private final Map<String, String> packages = new HashMap<>();
    private final String notice;
    private final String card;
    private LocalDate today = began;
    private int runs;

    FateDesk(TwoServices site) {
        this.site = site;
        this.membership = site.membership();
        this.collect = site.collect();
        String rule = "{\"when\": \"%s\"%s}";
        for (String when : new String[] {"paid", "billed", "percent", "amount"}) {
            String value = when.equals("percent") ? ", \"value\": 50" : when.equals("amount") ? ", \"value\": 30" : "";
            ObjectNode made = TwoServices.object()
                    .put("name", when)
                    .put("renewal_price", 100)
                    .put("currency", "EUR")
                    .put("term", 12);
            if (!when.equals("paid")) {
                made.set("starts_when", tree(rule.formatted(when, value)));
            }
            packages.put(when, membership.create("packages", made));
        }
        notice = membership.create(
                "billingNotices",
                TwoServices.object().put("name", "n").put("subject", "n").put("text", "n"));
        card = collect.create(
                "storedPaymentMethods",
                TwoServices.object()
                        .put("contact_id", "c")
                        .put("type", "electronic check")
                        .put("token", "success"));
    }

    private static ObjectNode tree(String json) {
        try {
            return (ObjectNode) ServiceClient.JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    LocalDate today() {
        return today;
    }

    String member(String name, String rule) {
        return membership.create(
                "memberships",
                TwoServices.object()
                        .put("name", name)
                        .put("status", "active")
                        .put("contact_id", name)
                        .put("email_address", name + "@chamber.example")
                        .put("package_id", packages.get(rule))
                        .put(
                                "term_start_date",
                                expiration.minusYears(1).plusDays(1).toString())
                        .put("expiration_date", expiration.toString()));
    }

    /** What becomes of a renewal whose money is given back. */
    void decide(String refundedRenewals) {
        String settings = membership.get("settings", "").at("/0/id").asText();
        membership.set("settings", settings, "refunded_renewals", refundedRenewals);
    }

    /** Bills everybody. */
    void bill() {
        String run = list("generate_renewal_orders", "renewal_order_options");
        membership.post("billingRuns", "/execute/" + run, TwoServices.object());
        Await.that("the run does not end", () -> status(run).equals("completed"));
    }

    private String status(String run) {
        return membership.get("billingRuns", "/" + run).path("status").asText();
    }

    /** A run with a list, over all who expired when these members did, or as late as today's year ends. */
    private String list(String flag, String options) {
        ObjectNode run = TwoServices.object().put("name", flag + ++runs).put(flag, true);
        ObjectNode range = TwoServices.object();
        if (options.equals("renewal_reminder_options")) {
            ObjectNode row =
                    range.putArray("reminders").addObject().put("id", 1).put("reminder_notice_id", notice);
            row.put("expiration_date_range_start", expiration.toString())
                    .put("expiration_date_range_end", expiration.toString());
        } else {
            range.put("expiration_date_range_start", expiration.toString())
                    .put("expiration_date_range_end", expiration.toString());
        }
        run.set(options, range);
        String id = membership.create("billingRuns", run);
        membership.post("billingRuns", "/refresh/" + id, TwoServices.object());
        Await.that("the list is not made", () -> status(id).equals("ready for execution"));
        return id;
    }

    /** Whom such a run lists today. */
    Set<String> listed(String flag, String options) {
        Set<String> listed = new HashSet<>();
        membership
                .list("billingRunActions", "billingRun", list(flag, options), "candidate_id")
                .forEach(action -> listed.add(action.path("candidate_id").asText()));
        return listed;
    }

    boolean mayBeDropped(String member) {
        return listed("perform_drops", "drop_options").contains(member);
    }

    /** The look at collect that every list begins with. */
    void look() {
        listed("perform_drops", "drop_options");
    }

    void renewsByItself(String member) {
        ArrayNode patch = ServiceClient.JSON.createArrayNode();
        patch.addObject().put("op", "add").put("path", "/renew_automatically").put("value", true);
        patch.addObject()
                .put("op", "add")
                .put("path", "/renewal_payment_info")
                .putObject("value")
                .put("stored_payment_method_id", card);
        membership.patch("memberships", member, patch);
    }

    String term(String member) {
        LocalDate end = LocalDate.parse(read(member).path("expiration_date").asText());
        boolean isRenewed = !read(member).path("renewed_by_order_id").asText("").isEmpty();
        return end.equals(expiration) ? "-" : isRenewed ? "renewed" : "outlived";
    }

    private ObjectNode read(String member) {
        return (ObjectNode) membership.get("memberships", "/" + member);
    }

    /** Her renewal order as collect has it. */
    ObjectNode order(String member) {
        String subject = Owner.ask(
                site.collectData(),
                "select order_id from order_subjects where subject_id = '" + member + "' order by order_id limit 1");
        return (ObjectNode) collect.get("orders", "/" + subject);
    }

    void act(String member, String deed) {
        String[] words = deed.split(" ", 2);
        ObjectNode order = order(member);
        String invoice = order.path("invoice_id").asText();
        switch (words[0]) {
            case "nothing" -> {}
            case "pay" -> pay(order, "order_id", order.path("id").asText(), words[1]);
            case "refunded", "returned", "disputed" -> {
                look(); // the money takes effect, and goes back after that
                String payment = collect.list("payments", "invoice", invoice, "id")
                        .getFirst()
                        .path("id")
                        .asText();
                ArrayNode patch = ServiceClient.JSON.createArrayNode();
                patch.addObject().put("op", "add").put("path", "/status").put("value", deed);
                patch.addObject().put("op", "add").put("path", "/reason").put("value", "the bank says so");
                collect.patch("payments", payment, patch);
            }
            case "reprice" -> {
                ArrayNode lines = order.withArray("lines");
                ((ObjectNode) lines.get(0))
                        .put("unit_price", new java.math.BigDecimal(words[1]))
                        .remove("amount");
                collect.post(
                        "orders",
                        "/reprice/" + order.path("id").asText(),
                        TwoServices.object().set("lines", lines));
            }
            case "write" -> collect.set("invoices", invoice, "status", "written off");
            case "void" -> collect.set("invoices", invoice, "status", "void");
            case "cancel" -> collect.set("orders", order.path("id").asText(), "status", "cancelled");
            case "lose" -> Owner.load(site.membershipData(), """
                    update memberships set renewal_order_id = 'lost' where id = '%s'""".formatted(member));
            case "charge" ->
                Owner.load(site.collectData(), """
                    insert into payment_attempts (tenant_id, key, request_key, number, order_id, invoice_id,
                      stored_payment_method_id, card_hash, amount, currency, description, state, tries, leased_until, started_at)
                    values ('%s', 'k', 'k', 1, '%s', '%s', '%s', 'h', 100, 'EUR', 'd', 'unknown', 1,
                      timestamptz '2999-01-01Z', timestamptz '2026-01-01Z')""".formatted(
                                TwoServices.TENANT, order.path("id").asText(), invoice, card));
            case "outlive" ->
                membership.set(
                        "memberships",
                        member,
                        "expiration_date",
                        expiration.plusYears(1).toString());
            case "plan" -> plan(member, order, words[1]);
            default -> throw new IllegalArgumentException(deed);
        }
    }

    private void plan(String member, ObjectNode order, String how) {
        String schedule = plan(member, how.equals("late") ? today.minusDays(20) : today, 2);
        if (how.equals("current")) {
            payPart(member, schedule, 1);
        }
    }

    /** Her order in so many equal parts, a month apart, in cents where they are not whole; answers the schedule. */
    String plan(String member, LocalDate first, int parts) {
        ObjectNode order = order(member);
        ObjectNode asked = TwoServices.object();
        ArrayNode entries = asked.putArray("entries");
        int cents = 10_000;
        for (int part = 0; part < parts; part++) {
            int own = part == parts - 1 ? cents : 10_000 / parts;
            cents -= own;
            entries.addObject()
                    .put("date", first.plusMonths(part).toString())
                    .put("amount", java.math.BigDecimal.valueOf(own, 2));
        }
        collect.post("orders", "/plan/" + order.path("id").asText(), asked);
        return collect.list("installmentSchedules", "order", order.path("id").asText(), "id")
                .getFirst()
                .path("id")
                .asText();
    }

    /** Bills one part of her order and takes the money for it. */
    void payPart(String member, String schedule, int part) {
        ObjectNode order = order(member);
        String amount = collect.get("installmentSchedules", "/" + schedule)
                .at("/entries/" + (part - 1) + "/amount")
                .asText();
        ObjectNode invoice = customer(order)
                .put("order_id", order.path("id").asText())
                .put("installment_schedule_id", schedule)
                .put("entry_id", String.valueOf(part));
        invoice.putArray("lines")
                .addObject()
                .put("description", "Part " + part)
                .put("unit_price", new java.math.BigDecimal(amount));
        pay(order, "invoice_id", collect.create("invoices", invoice), amount);
    }

    private static ObjectNode customer(ObjectNode order) {
        return TwoServices.object()
                .put("contact_id", order.path("contact_id").asText())
                .put("currency", "EUR");
    }

    private void pay(ObjectNode order, String field, String id, String amount) {
        collect.create(
                "payments",
                customer(order)
                        .put("type", "cash")
                        .put("amount", new java.math.BigDecimal(amount))
                        .put(field, id));
    }

    /** Both services' clocks, at noon of that day. */
    void put(LocalDate day) {
        today = day;
        String noon = day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC).toString();
        membership.post("clock", "", TwoServices.object().put("now", noon));
        collect.post("clock", "", TwoServices.object().put("now", noon));
    }
}
