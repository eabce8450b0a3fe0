package rhythm.stack.demo.renewals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Batches;
import rhythm.stack.demo.Setup;

/** What the chamber's staff set up for the year: prices, notices, the template, and the monthly run that takes the old one's place. */
record RenewalSetup(Map<Tariff, String> packageIds, String recurringRunId) {
    static final String ORDERED = "Ordered";
    static final String REMINDER = "Reminder";
    static final String RENEWED = "Renewed";
    static final String DECLINED = "Declined";
    static final String DROPPED = "Dropped";

    static RenewalSetup make(ServiceClient service, ServiceClient collect, Instant start) {
        Setup.tenant(collect, start);
        Setup.moveClock(service, start);
        endRuns(service);
        Map<Tariff, String> packages = new EnumMap<>(Tariff.class);
        for (Tariff tariff : Tariff.values()) {
            packages.put(
                    tariff,
                    service.create(
                            "packages",
                            Setup.object()
                                    .put("name", "Business membership, %d months".formatted(tariff.months))
                                    .put("renewal_price", tariff.price)
                                    .put("currency", "USD")
                                    .put("term", tariff.months)));
        }
        return new RenewalSetup(packages, Setup.monthlyRun(service, template(service)));
    }

    private static void endRuns(ServiceClient service) {
        List<String> running = service.search("recurringBillingRuns", Setup.object(), "id").stream()
                .map((JsonNode run) -> run.path("id").asText())
                .toList();
        new Batches<String>(
                        service,
                        "recurringBillingRuns",
                        id -> id,
                        id -> Batches.patch(id, Setup.object().put("is_active", false)),
                        (id, same) -> {})
                .enter(running);
    }

    private static ObjectNode template(ServiceClient service) {
        ObjectNode due = Setup.around(Roll.DROP_DAYS - 1, Member.BILLING_DAYS);
        ObjectNode template = Setup.object().put("name", "Monthly renewals, reminders and drops");
        template.put("generate_renewal_orders", true)
                .putObject("renewal_order_options")
                .put("renewal_order_notice_id", notice(service, ORDERED, "the next term costs {order.total}."))
                .setAll(due);
        template.put("perform_auto_renewals", true)
                .putObject("auto_renewal_options")
                .put("auto_renewal_success_notice_id", notice(service, RENEWED, "we have charged your card."))
                .put("auto_renewal_failure_notice_id", notice(service, DECLINED, "your card was declined."))
                .setAll(due);
        Setup.reminder(
                template,
                "send_renewal_reminders",
                "renewal_reminder_options",
                notice(service, REMINDER, "you still owe {order.balance_due}."),
                Setup.last(Roll.DROP_DAYS - 1));
        template.put("perform_drops", true)
                .putObject("drop_options")
                .put("drop_notice_id", notice(service, DROPPED, "your membership has ended."))
                .setAll(Setup.past(Roll.DROP_DAYS));
        return template;
    }

    private static String notice(ServiceClient service, String kind, String sentence) {
        return Setup.notice(
                service, "billingNotices", kind, "membership.expiration_date", "Dear {membership.name}, " + sentence);
    }
}
