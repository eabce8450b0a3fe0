package rhythm.certifications.certification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.sqlclient.Tuple;
import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Operation;

/** Whose certifications end, and when: contacts and organizations, together 1 to 500. */
@Schema(name = "Deactivation")
record Deactivation(
        List<String> contactIds,
        List<String> organizationIds,
        @NotNull LocalDate terminationDate) {
    private static final Set<String> FIELDS = Set.of("contact_ids", "organization_ids", "termination_date");
    private static final int MOST = 500;
    private static final int LONGEST_ID = 200;

    /**
     * One statement for all of them, in the order in which runs lock certifications. One with a contact is that person's, whatever
     * the organization; one that began after the date was made by people who know.
     */
    static final String STATEMENT = """
            with due as materialized (
              select c.id from certifications c
              where c.tenant_id = $1 and c.status in ('active', 'suspended')
                and (c.contact_id = any($2) or c.contact_id is null and c.organization_id = any($3))
                and (c.effective_date is null or c.effective_date <= $4)
                and not exists (select from programs p
                  where p.tenant_id = $1 and p.id = c.program_id and p.requires_membership = false)
              order by c.id for update of c)
            update certifications c set status = 'inactive', termination_date = $4, last_terminated_date = $4,
              sys_version = c.sys_version + 1, sys_last_modified_at = $5, sys_last_modified_by_id = $6
            from due where c.tenant_id = $1 and c.id = due.id""";

    /** Reads the request's body strictly; what is wrong is named. */
    static Deactivation read(byte[] body) {
        ObjectNode tree = Operation.object(RecordMapper.request(body), "body");
        Operation.onlyKnown(tree, FIELDS);
        Deactivation asked = new Deactivation(
                ids(tree, "contact_ids"), ids(tree, "organization_ids"), date(tree, "termination_date"));
        int holders = asked.contactIds.size() + asked.organizationIds.size();
        if (holders < 1 || holders > MOST) {
            throw Problem.INVALID.field("contact_ids", "and organization_ids must be 1 to " + MOST + " together");
        }
        return asked;
    }

    Tuple params(String tenant, Instant now, String by) {
        return Tuple.of(
                tenant,
                contactIds.toArray(String[]::new),
                organizationIds.toArray(String[]::new),
                terminationDate,
                now.atOffset(ZoneOffset.UTC),
                by);
    }

    private static List<String> ids(ObjectNode tree, String field) {
        JsonNode given = tree.path(field);
        boolean isNone = given.isMissingNode() || given.isNull();
        if (!isNone && !(given.isArray() && given.valueStream().allMatch(Deactivation::isId))) {
            throw Problem.INVALID.field(field, "must be a list of ids: texts of at most " + LONGEST_ID + " characters");
        }
        return isNone
                ? List.of()
                : given.valueStream().map(JsonNode::textValue).distinct().toList();
    }

    private static boolean isId(JsonNode given) {
        return given.isTextual()
                && given.textValue().length() <= LONGEST_ID
                && given.textValue().indexOf('\0') < 0;
    }

    private static LocalDate date(ObjectNode tree, String field) {
        try {
            return RecordMapper.date(tree.path(field).asText(""));
        } catch (DateTimeException notOne) {
            throw Problem.INVALID.field(field, "must be a date, such as 2027-01-31");
        }
    }
}
