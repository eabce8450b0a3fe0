package rhythm.kernel.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.run.Expectation;

/**
 * What is said with an approval, and with whatever else sets a run going; all of it may be left out.
 *
 * @param scheduledRunDate when the list is to be carried out; the run's own date when absent
 * @param expected what the list is believed to hold: compared, and refused with both figures when it is another
 * @param comment in words for staff, of at most 500 characters
 */
@Schema(name = "Approval")
record ApprovalCall(
        @Nullable Instant scheduledRunDate,
        Expectation expected,
        @Nullable String comment) {
    private static final int LONGEST_COMMENT = 500;

    /** Reads a body that may say these of an approval's fields; what is wrong is named. */
    static ApprovalCall read(byte[] body, Set<String> fields) {
        if (body == null || body.length == 0) {
            return new ApprovalCall(null, Expectation.NONE, null);
        }
        ObjectNode tree = Operation.object(RecordMapper.request(body), "body");
        Operation.onlyKnown(tree, fields);
        return new ApprovalCall(
                moment(tree.path("scheduled_run_date")),
                expected(tree.path("expected")),
                comment(tree.path("comment")));
    }

    private static boolean isNone(JsonNode given) {
        return given.isMissingNode() || given.isNull();
    }

    private static @Nullable Instant moment(JsonNode given) {
        try {
            return isNone(given) ? null : RecordMapper.moment(given.asText());
        } catch (DateTimeException notOne) {
            throw Problem.INVALID.field("scheduled_run_date", "must be a moment, such as 2027-01-31T12:00:00Z");
        }
    }

    private static @Nullable String comment(JsonNode given) {
        boolean isText = given.isTextual()
                && given.textValue().codePoints().count() <= LONGEST_COMMENT
                && given.textValue().indexOf('\0') < 0;
        if (!isNone(given) && !isText) {
            throw Problem.INVALID.field("comment", "must be a text of at most " + LONGEST_COMMENT + " characters");
        }
        return isNone(given) ? null : given.textValue();
    }

    private static Expectation expected(JsonNode given) {
        if (isNone(given)) {
            return Expectation.NONE;
        }
        if (!(given instanceof ObjectNode object)) {
            throw Problem.INVALID.field("expected", "must be an object of actions and amounts");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!Set.of("actions", "amounts").contains(name)) {
                throw Problem.INVALID.field("expected." + name, "is not known here");
            }
        });
        return new Expectation(count(object.path("actions")), amounts(object.path("amounts")));
    }

    private static @Nullable Long count(JsonNode given) {
        if (!isNone(given) && !(given.isIntegralNumber() && given.canConvertToLong() && given.longValue() >= 0)) {
            throw Problem.INVALID.field("expected.actions", "must be a whole number, 0 or more");
        }
        return isNone(given) ? null : given.longValue();
    }

    private static @Nullable Map<String, BigDecimal> amounts(JsonNode given) {
        if (isNone(given)) {
            return null;
        }
        if (!given.isObject() || given.valueStream().anyMatch(amount -> !isAmount(amount))) {
            throw Problem.INVALID.field("expected.amounts", "must give amounts by currency, such as {\"USD\": 100.00}");
        }
        Map<String, BigDecimal> amounts = new TreeMap<>();
        given.properties()
                .forEach(sum -> amounts.put(sum.getKey(), sum.getValue().decimalValue()));
        return amounts;
    }

    private static boolean isAmount(JsonNode given) {
        return given.isNumber()
                && given.decimalValue().precision() <= 30
                && Math.abs(given.decimalValue().scale()) <= 10;
    }
}
