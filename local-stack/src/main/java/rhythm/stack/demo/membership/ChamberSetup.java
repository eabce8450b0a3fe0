package rhythm.stack.demo.membership;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Setup;

/** What the chamber's staff set up once: the kinds of membership, the notices, the template and the monthly run. */
record ChamberSetup(String typeId, String packageId, String recurringRunId) {

    static ChamberSetup make(ServiceClient service, Instant start) {
        Setup.tenant(service, start);
        String type = service.create(
                "types", Setup.object().put("name", "Licensed business").put("is_active", true));
        String membershipPackage = service.create(
                "packages",
                Setup.object()
                        .put("name", "Business membership")
                        .put("type_id", type)
                        .put("term", 12));
        String lapsed = service.create(
                "statusReasons", Setup.object().put("name", "Not renewed").put("is_active", true));
        String renewal = notice(
                service, MembershipStory.NOTICE, "your membership ends on {membership.expiration_date}. Renew it!");
        String drop = notice(service, MembershipStory.DROP, "your membership ended on {membership.expiration_date}.");

        ObjectNode template = Setup.object().put("name", "Monthly notices and drops");
        template.put("generate_renewal_notices", true)
                .putObject("renewal_notice_options")
                .put("renewal_notice_id", renewal)
                .setAll(Setup.within(Chamber.NOTICE_DAYS));
        template.put("perform_drops", true)
                .putObject("drop_options")
                .put("drop_notice_id", drop)
                .put("new_status_reason_id", lapsed)
                .setAll(Setup.past(Chamber.DROP_DAYS));
        return new ChamberSetup(type, membershipPackage, Setup.monthlyRun(service, template));
    }

    private static String notice(ServiceClient service, String kind, String sentence) {
        return Setup.notice(
                service, "billingNotices", kind, "membership.expiration_date", "Dear {membership.name}, " + sentence);
    }
}
