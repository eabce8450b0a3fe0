package rhythm.stack.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import rhythm.stack.ServiceClient;

/** What the chamber's staff set up once: the kinds of membership, the notices, the template and the monthly run. */
record ChamberSetup(String typeId, String packageId, String recurringRunId) {

    static ChamberSetup make(ServiceClient service, Instant start) {
        service.create("settings", object().put("time_zone", Demo.ZONE.getId()).put("requests_per_minute", 1_000_000));
        moveClock(service, start);
        String type = service.create(
                "types", object().put("name", "Licensed business").put("is_active", true));
        String membershipPackage = service.create(
                "packages",
                object().put("name", "Business membership").put("type_id", type).put("term", 12));
        String lapsed = service.create(
                "statusReasons", object().put("name", "Not renewed").put("is_active", true));
        String renewal =
                notice(service, Demo.NOTICE, "your membership ends on {membership.expiration_date}. Renew it!");
        String drop = notice(service, Demo.DROP, "your membership ended on {membership.expiration_date}.");

        ObjectNode template = object().put("name", "Monthly notices and drops");
        template.put("generate_renewal_notices", true)
                .putObject("renewal_notice_options")
                .put("renewal_notice_id", renewal)
                .setAll(range(relative(0, "on", "days"), relative(Chamber.NOTICE_DAYS, "after", "days")));
        template.put("perform_drops", true)
                .putObject("drop_options")
                .put("drop_notice_id", drop)
                .put("new_status_reason_id", lapsed)
                .setAll(range(relative(50, "before", "years"), relative(Chamber.DROP_DAYS, "before", "days")));
        String templateId = service.create("billingTemplates", template);
        String recurring = service.create(
                "recurringBillingRuns",
                object().put("name", "Monthly run")
                        .put("template_id", templateId)
                        .put("schedule", "0 0 1 * *")
                        .put("pre_processing_lead_time", 1)
                        .put("is_active", true));
        return new ChamberSetup(type, membershipPackage, recurring);
    }

    static void moveClock(ServiceClient service, Instant to) {
        service.post("clock", "", object().put("now", to.toString()));
    }

    private static String notice(ServiceClient service, String subject, String sentence) {
        return service.create(
                "billingNotices",
                object().put("name", subject)
                        .put("is_active", true)
                        .put("subject", subject + " {membership.expiration_date}")
                        .put("text", "Dear {membership.name}, " + sentence));
    }

    private static ObjectNode range(ObjectNode start, ObjectNode end) {
        ObjectNode range = object();
        range.set("expiration_date_range_start", start);
        range.set("expiration_date_range_end", end);
        return range;
    }

    private static ObjectNode relative(int number, String position, String unit) {
        return object().put("number", number)
                .put("position", position)
                .put("unit_of_time", unit)
                .put("relative_to", "reference date");
    }

    static ObjectNode object() {
        return ServiceClient.JSON.createObjectNode();
    }
}
