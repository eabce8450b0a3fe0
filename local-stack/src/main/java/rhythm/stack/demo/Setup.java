package rhythm.stack.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import rhythm.stack.ServiceClient;

/** What the staff of every demo set up once, and the JSON they set it up with. */
public final class Setup {
    private Setup() {}

    /** The tenant's zone and limits, and its clock. */
    public static void tenant(ServiceClient service, Instant start) {
        service.create("settings", object().put("time_zone", Demo.ZONE.getId()).put("requests_per_minute", 1_000_000));
        moveClock(service, start);
    }

    /** Moves the tenant's clock. */
    public static void moveClock(ServiceClient service, Instant to) {
        service.post("clock", "", object().put("now", to.toString()));
    }

    /** A notice whose subject is its kind and what it is about, so that its mails can be told apart. */
    public static String notice(ServiceClient service, String resource, String kind, String about, String sentence) {
        return service.create(
                resource,
                object().put("name", kind)
                        .put("is_active", true)
                        .put("subject", kind + " {" + about + "}")
                        .put("text", sentence));
    }

    /** The run on the first of each month, from a template; answers the recurring run's id. */
    public static String monthlyRun(ServiceClient service, ObjectNode template) {
        return service.create(
                "recurringBillingRuns",
                object().put("name", "Monthly run")
                        .put("template_id", service.create("billingTemplates", template))
                        .put("schedule", "0 0 1 * *")
                        .put("pre_processing_lead_time", 1)
                        .put("is_active", true));
    }

    /** Expiring on the run's day or at most so many days after it. */
    public static ObjectNode within(int days) {
        return range(relative(0, "on", "days"), relative(days, "after", "days"));
    }

    /** Expired at least so many days before the run's day. */
    public static ObjectNode past(int days) {
        return range(relative(50, "before", "years"), relative(days, "before", "days"));
    }

    /** On the run's day or at most so many days before it. */
    public static ObjectNode last(int days) {
        return range(relative(days, "before", "days"), relative(0, "on", "days"));
    }

    /** Expired at most so many days before the run's day, or expiring at most so many after it. */
    public static ObjectNode around(int before, int after) {
        return range(relative(before, "before", "days"), relative(after, "after", "days"));
    }

    /** A kind that reminds, with one row: the notice goes out in every run to those in the range. */
    public static void reminder(ObjectNode template, String flag, String options, String notice, ObjectNode range) {
        template.put(flag, true)
                .putObject(options)
                .putArray("reminders")
                .addObject()
                .put("id", 1)
                .put("name", "Every month")
                .put("reminder_notice_id", notice)
                .setAll(range);
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

    /** The account that holds licences, as collect-billing's customer. */
    public static ObjectNode customer(String account, String email) {
        return object().put("customer_type", "organization")
                .put("organization_id", account)
                .put("organization_name", "Account " + account)
                .put("email_address", email);
    }

    /** An empty object. */
    public static ObjectNode object() {
        return ServiceClient.JSON.createObjectNode();
    }
}
