package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhythm.stack.ServiceClient;

/** Enters joins, renewals and ends into the service, a batch at a time. */
final class MemberDesk {
    private static final int LARGEST_BATCH = 100;

    private final ServiceClient service;
    private final ChamberSetup setup;
    private final Map<String, Licence> licences;
    private final Map<String, String> idByLicence = new TreeMap<>();
    private final Map<String, String> licenceById = new HashMap<>();

    MemberDesk(ServiceClient service, ChamberSetup setup, Map<String, Licence> licences) {
        this.service = service;
        this.setup = setup;
        this.licences = licences;
    }

    String licence(String membershipId) {
        return licenceById.getOrDefault(membershipId, "unknown " + membershipId);
    }

    Map<String, String> ids() {
        return idByLicence;
    }

    void enter(List<Change> changes) {
        List<Change> batch = new ArrayList<>();
        for (Change change : changes) {
            boolean again = batch.stream().anyMatch(earlier -> earlier.licence().equals(change.licence()));
            // Two changes of one member go one after the other: the second may need the first one's id.
            if (again || batch.size() == LARGEST_BATCH) {
                send(batch);
                batch.clear();
            }
            batch.add(change);
        }
        send(batch);
    }

    private void send(List<Change> batch) {
        if (batch.isEmpty()) {
            return;
        }
        ObjectNode body = ServiceClient.JSON.createObjectNode();
        ArrayNode operations = body.putArray("operations");
        batch.forEach(change -> operations.add(operation(change)));
        JsonNode results = service.post("memberships", "/batch", body).path("results");
        for (int i = 0; i < batch.size(); i++) {
            JsonNode result = results.path(i);
            if (!result.path("outcome").asText().equals("success")) {
                throw new IllegalStateException(batch.get(i) + " was refused: "
                        + result.path("error_message").asText());
            }
            if (batch.get(i).kind() == Change.Kind.JOINED) {
                String id = result.path("id")
                        .asText(result.path("object").path("id").asText());
                idByLicence.put(batch.get(i).licence(), id);
                licenceById.put(id, batch.get(i).licence());
            }
        }
    }

    private ObjectNode operation(Change change) {
        ObjectNode operation = ServiceClient.JSON.createObjectNode();
        if (change.kind() == Change.Kind.JOINED) {
            operation.put("operation", "create").set("object", membership(change));
            return operation;
        }
        operation.put("operation", "patch").put("id", idByLicence.get(change.licence()));
        ArrayNode patch = operation.putArray("patch_directives");
        switch (change.kind()) {
            case ENDED -> {
                add(patch, "status", "inactive");
                add(patch, "termination_date", change.day());
                add(patch, "last_terminated_date", change.day());
            }
            case REINSTATED -> {
                add(patch, "status", "active");
                add(patch, "reinstatement_date", change.day());
                add(patch, "termination_date", (String) null);
                renewed(patch, change);
            }
            default -> renewed(patch, change);
        }
        return operation;
    }

    private static void renewed(ArrayNode patch, Change change) {
        add(patch, "renewal_date", change.day());
        add(patch, "expiration_date", change.expiration());
        if (change.termStart() != null) {
            add(patch, "term_start_date", change.termStart());
        }
    }

    private static void add(ArrayNode patch, String field, @Nullable LocalDate value) {
        add(patch, field, value == null ? null : value.toString());
    }

    private static void add(ArrayNode patch, String field, @Nullable String value) {
        patch.addObject().put("op", "add").put("path", "/" + field).put("value", value);
    }

    private ObjectNode membership(Change joined) {
        Licence licence = Objects.requireNonNull(licences.get(joined.licence()));
        ObjectNode membership = ServiceClient.JSON
                .createObjectNode()
                .put("name", "%s %s".formatted(licence.program(), licence.number()))
                .put("organization_id", licence.account())
                .put("organization_name", "Account %s, site %s".formatted(licence.account(), licence.site()))
                .put("email_address", licence.email())
                .put("type_id", setup.typeId())
                .put("package_id", setup.packageId())
                .put("status", "active")
                .put("join_date", joined.day().toString())
                .put("expiration_date", joined.expiration().toString())
                .put("sys_external_id", licence.number());
        // A few terms of the file have no start, and the day of joining may lie after the term.
        if (joined.termStart() != null) {
            membership.put("term_start_date", joined.termStart().toString());
        }
        return membership;
    }
}
