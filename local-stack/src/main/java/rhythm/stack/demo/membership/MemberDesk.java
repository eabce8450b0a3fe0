package rhythm.stack.demo.membership;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Batches;
import rhythm.stack.demo.LicenceRow;
import rhythm.stack.demo.Setup;

/** Enters joins, renewals and ends into the service. */
final class MemberDesk {
    private final Batches<Change> batches;
    private final Map<String, Licence> licences;
    private final Map<String, String> idByLicence = new TreeMap<>();
    private final Map<String, String> licenceById = new HashMap<>();
    private @Nullable ChamberSetup setup;

    MemberDesk(ServiceClient service, Map<String, Licence> licences) {
        this.licences = licences;
        this.batches = new Batches<>(service, "memberships", Change::licence, this::operation, (change, id) -> {
            idByLicence.put(change.licence(), id);
            licenceById.put(id, change.licence());
        });
    }

    /** From now on members join what has been set up. */
    void open(ChamberSetup made) {
        setup = made;
    }

    String licence(String membershipId) {
        return licenceById.getOrDefault(membershipId, "unknown " + membershipId);
    }

    Map<String, String> ids() {
        return idByLicence;
    }

    void enter(List<Change> changes) {
        batches.enter(changes);
    }

    private ObjectNode operation(Change change) {
        if (change.kind() == Change.Kind.JOINED) {
            return Batches.create(membership(change));
        }
        ObjectNode fields = Setup.object();
        switch (change.kind()) {
            case ENDED -> {
                fields.put("status", "inactive");
                Batches.put(fields, "termination_date", change.day());
                Batches.put(fields, "last_terminated_date", change.day());
            }
            case REINSTATED -> {
                fields.put("status", "active");
                Batches.put(fields, "reinstatement_date", change.day());
                Batches.put(fields, "termination_date", null);
                renewed(fields, change);
            }
            default -> renewed(fields, change);
        }
        return Batches.patch(Objects.requireNonNull(idByLicence.get(change.licence())), fields);
    }

    private static void renewed(ObjectNode fields, Change change) {
        Batches.put(fields, "renewal_date", change.day());
        Batches.put(fields, "expiration_date", change.expiration());
        if (change.termStart() != null) {
            Batches.put(fields, "term_start_date", change.termStart());
        }
    }

    private ObjectNode membership(Change joined) {
        Licence licence = Objects.requireNonNull(licences.get(joined.licence()));
        ChamberSetup chamber = Objects.requireNonNull(setup);
        ObjectNode membership = Setup.object()
                .put("name", "%s %s".formatted(licence.program(), licence.number()))
                .put("organization_id", licence.account())
                .put("organization_name", "Account %s, site %s".formatted(licence.account(), licence.site()))
                .put("email_address", LicenceRow.email(licence.number()))
                .put("type_id", chamber.typeId())
                .put("package_id", chamber.packageId())
                .put("status", "active")
                .put("join_date", joined.day().toString())
                .put("expiration_date", joined.expiration().toString())
                .put("sys_external_id", licence.number());
        // A few terms of the file have no start, and the day of joining may lie after the term.
        return joined.termStart() == null ? membership : Batches.put(membership, "term_start_date", joined.termStart());
    }
}
