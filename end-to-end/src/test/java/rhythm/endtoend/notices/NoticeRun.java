package rhythm.endtoend.notices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import rhythm.kernel.process.Await;
import rhythm.stack.ServiceClient;

/** A run of renewal notices to every member, worked with as staff would: over the API. */
record NoticeRun(String id) {
    static NoticeRun prepare(ServiceClient service) {
        service.create("settings", object().put("time_zone", "America/Chicago").put("requests_per_minute", 1_000_000));
        String notice = service.create(
                "billingNotices",
                object().put("name", "Renewal")
                        .put("is_active", true)
                        .put("subject", "Renew until {membership.expiration_date}")
                        .put("text", "Dear {membership.name}, your membership ends on {membership.expiration_date}."));
        ObjectNode run = object().put("name", "Notices").put("generate_renewal_notices", true);
        run.putObject("renewal_notice_options")
                .put("renewal_notice_id", notice)
                .put("expiration_date_range_start", "2027-01-01")
                .put("expiration_date_range_end", "2027-01-31");
        NoticeRun prepared = new NoticeRun(service.create("billingRuns", run));
        service.post("billingRuns", "/refresh/" + prepared.id, object());
        prepared.await(service, "ready for execution");
        return prepared;
    }

    void execute(ServiceClient service) {
        service.post("billingRuns", "/execute/" + id, object());
    }

    /** The run, once it has this status. */
    JsonNode await(ServiceClient service, String status) {
        return Await.value("run is not " + status, () -> {
            JsonNode run = service.get("billingRuns", "/" + id);
            return run.path("status").asText().equals(status) ? run : null;
        });
    }

    private static ObjectNode object() {
        return ServiceClient.JSON.createObjectNode();
    }
}
