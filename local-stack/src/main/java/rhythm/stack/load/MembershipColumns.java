package rhythm.stack.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rhythm.stack.ServiceClient;

/** The columns a file of memberships may have: the fields of a membership by their names in the API. */
final class MembershipColumns {
    static final Set<String> KNOWN = Set.of(
            "name",
            "contact_id",
            "first_name",
            "last_name",
            "organization_id",
            "organization_name",
            "email_address",
            "type_id",
            "package_id",
            "renews_with_id",
            "status",
            "status_reason_id",
            "join_date",
            "term_start_date",
            "expiration_date",
            "renewal_date",
            "reinstatement_date",
            "termination_date",
            "last_terminated_date",
            "renew_automatically",
            "bill_organization",
            "prevent_termination",
            "origin",
            "parent_id",
            "sys_external_id");

    private static final Set<String> FLAGS = Set.of("renew_automatically", "bill_organization", "prevent_termination");

    private MembershipColumns() {}

    static void check(List<String> header) {
        Set<String> unknown = new TreeSet<>(header);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown columns " + unknown + "; there are " + new TreeSet<>(KNOWN));
        }
    }

    /** The record a row stands for; an empty cell is an absent field. */
    static ObjectNode record(List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException("has %d cells, the header %d".formatted(cells.size(), header.size()));
        }
        ObjectNode record = ServiceClient.JSON.createObjectNode();
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i);
            String cell = cells.get(i).strip();
            if (cell.isEmpty()) {
                continue;
            }
            if (FLAGS.contains(column)) {
                record.put(column, flag(column, cell));
            } else {
                record.put(column, cell);
            }
        }
        return record;
    }

    private static boolean flag(String column, String cell) {
        return switch (cell) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(column + " must be true or false, is " + cell);
        };
    }

    /** What tells a row from all others in this and any later load. */
    static String key(ObjectNode record) {
        String external = record.path("sys_external_id").asText();
        if (!external.isEmpty()) {
            return external;
        }
        String holder =
                record.path("contact_id").asText(record.path("organization_id").asText());
        return "%s|%s|%s"
                .formatted(
                        holder,
                        record.path("name").asText(),
                        record.path("package_id").asText());
    }
}
