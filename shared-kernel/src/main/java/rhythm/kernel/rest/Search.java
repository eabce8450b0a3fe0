package rhythm.kernel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.store.Records;
import rhythm.kernel.store.Where;

/** Reads the body of a search: all criteria must hold, an empty body matches everything. */
final class Search {
    /** A moment's calendar date in the tenant's time zone. */
    private static final String LOCAL_DATE = "(%s at time zone coalesce("
            + "(select s.time_zone from settings s where s.tenant_id = t.tenant_id limit 1), 'UTC'))::date";

    private Search() {}

    static Where where(RecordType<?> type, ObjectNode criteria) {
        Where where = Where.everything();
        criteria.properties().forEach(given -> {
            RecordField field = type.fields().stream()
                    .filter(f -> given.getKey().equals(criterion(f)))
                    .findFirst()
                    .orElseThrow(() -> Problem.INVALID.field(given.getKey(), "is not a search criterion"));
            add(where, field, given.getKey(), given.getValue());
        });
        return where;
    }

    /** The criterion a field can be asked by; null when it cannot. */
    static String criterion(RecordField field) {
        return field.get(Criterion.class)
                .map(c -> c.value().isEmpty() ? field.name() : c.value())
                .orElse(null);
    }

    private static void add(Where where, RecordField field, String name, JsonNode value) {
        Class<?> javaType = field.type().getRawClass();
        if (javaType == Boolean.class) {
            where.and("coalesce(" + field.column() + ", false) = any(?)", (Object)
                    list(name, value, node -> flag(node, name)).toArray(Boolean[]::new));
        } else if (javaType == LocalDate.class || javaType == Instant.class) {
            range(where, field, name, value);
        } else if (name.equals("name")) {
            String pattern = text(value, name).replaceAll("([\\\\%_])", "\\\\$1");
            where.and(field.column() + " ilike ?", "%" + pattern + "%");
        } else {
            List<String> values = list(name, value, node -> text(node, name));
            field.get(OneOf.class).ifPresent(known -> requireKnown(name, values, List.of(known.value())));
            where.and(field.column() + " = any(?)", (Object) values.toArray(String[]::new));
        }
    }

    private static void requireKnown(String name, List<String> values, List<String> known) {
        if (!known.containsAll(values)) {
            throw Problem.INVALID.field(name, "must be among " + String.join(", ", known));
        }
    }

    private static void range(Where where, RecordField field, String name, JsonNode value) {
        List<String> ends = list(name, value, node -> text(node, name));
        if (ends.size() != 2) {
            throw Problem.INVALID.field(name, "must be a pair: from, to");
        }
        try {
            boolean isMoment = field.type().getRawClass() == Instant.class;
            if (isMoment && ends.getFirst().length() > 10) {
                OffsetDateTime from = moment(ends.getFirst());
                OffsetDateTime to = moment(ends.getLast());
                requireOrder(name, from.isAfter(to));
                where.and(field.column() + " between ? and ?", from, to);
                return;
            }
            LocalDate from = RecordMapper.date(ends.getFirst());
            LocalDate to = RecordMapper.date(ends.getLast());
            requireOrder(name, from.isAfter(to));
            String column = isMoment ? LOCAL_DATE.formatted(field.column()) : field.column();
            where.and(column + " between ? and ?", from, to);
        } catch (DateTimeException notADate) {
            throw Problem.INVALID.field(name, "must hold two dates, such as 2027-01-31");
        }
    }

    private static void requireOrder(String name, boolean isTurned) {
        if (isTurned) {
            throw Problem.INVALID.field(name, "the range's start is after its end");
        }
    }

    private static OffsetDateTime moment(String text) {
        return RecordMapper.moment(text).atOffset(ZoneOffset.UTC);
    }

    private static <E> List<E> list(String name, JsonNode value, Function<JsonNode, E> read) {
        if (!value.isArray() || value.size() > Records.MOST) {
            throw Problem.INVALID.field(name, "must be an array of at most " + Records.MOST + " values");
        }
        List<E> values = new ArrayList<>();
        value.forEach(element -> values.add(read.apply(element)));
        return values;
    }

    private static String text(JsonNode node, String name) {
        if (!node.isTextual() || node.textValue().indexOf('\0') >= 0) {
            throw Problem.INVALID.field(name, "must be text");
        }
        return node.textValue();
    }

    private static Boolean flag(JsonNode node, String name) {
        if (!node.isBoolean()) {
            throw Problem.INVALID.field(name, "must be an array of true and false");
        }
        return node.booleanValue();
    }
}
