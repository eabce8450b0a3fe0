package rhythm.stack.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;

/**
 * What a file for a service may contain: the fields of its resource by their names in the API, and columns that name a
 * record instead of giving its id. {@code within} is the field that tells a holder's records of one name apart.
 */
record Columns(String resource, String within, Set<String> flags, Map<String, Named> named, List<String> fields) {
    /** A column whose cells are names of records of this resource, whose id goes into the field. */
    record Named(String resource, String field) {}

    static final Columns MEMBERSHIPS = new Columns(
            "memberships",
            "package_id",
            Set.of("renew_automatically", "bill_organization", "prevent_termination"),
            Map.of(),
            words("""
                    name contact_id first_name last_name organization_id organization_name email_address type_id package_id
                    renews_with_id status status_reason_id join_date term_start_date expiration_date renewal_date
                    reinstatement_date termination_date last_terminated_date renew_automatically bill_organization
                    prevent_termination origin parent_id sys_external_id"""));

    static final Columns CERTIFICATIONS = new Columns(
            "certifications",
            "program_id",
            Set.of(),
            Map.of(
                    "program", new Named("programs", "program_id"),
                    "training_provider", new Named("trainingProviders", "training_provider_id")),
            words("""
                    name contact_id first_name last_name organization_id organization_name email_address program program_id
                    training_provider training_provider_id status status_reason_id effective_date expiration_date
                    termination_date last_terminated_date sys_external_id"""));

    static final Columns STORED_PAYMENT_METHODS =
            new Columns("storedPaymentMethods", "token", Set.of("is_active"), Map.of(), words("""
                    name customer_type contact_id first_name last_name organization_id organization_name email_address type
                    brand last_four expiration token is_active sys_external_id"""));

    static Columns of(Service service) {
        return switch (service) {
            case MEMBERSHIP -> MEMBERSHIPS;
            case CERTIFICATIONS -> CERTIFICATIONS;
            case COLLECT -> STORED_PAYMENT_METHODS;
        };
    }

    private static List<String> words(String text) {
        return List.of(text.split("\\s+"));
    }

    void check(List<String> header) {
        Set<String> unknown = new TreeSet<>(header);
        unknown.removeAll(fields);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown columns " + unknown + "; there are " + new TreeSet<>(fields));
        }
    }

    /** The record a row stands for; an empty cell is an absent field. */
    ObjectNode record(List<String> header, List<String> cells, Names names) {
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
            if (flags.contains(column)) {
                record.put(column, flag(column, cell));
            } else if (named.containsKey(column)) {
                Named link = Objects.requireNonNull(named.get(column));
                record.put(link.field(), names.id(link.resource(), cell));
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
    String key(ObjectNode record) {
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
                        record.path(within).asText());
    }
}
