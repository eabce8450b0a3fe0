package rhythm.kernel.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Size;

/** Reads a record out of a tree, field by field, and says everything that is wrong with it. */
public final class RecordCodec {
    /** Longest text of a field that sets no limit of its own, in characters. */
    public static final int LONGEST_TEXT = 4_000;

    private RecordCodec() {}

    /** A record as it is stored: every field, no questions. */
    public static <T extends SysRecord> T stored(RecordType<T> type, String tenant, JsonNode tree) {
        T record = type.create();
        record.tenantId = tenant;
        for (RecordField field : type.fields()) {
            JsonNode value = tree.get(field.name());
            if (value != null && !value.isNull()) {
                field.write(record, RecordMapper.MAPPER.convertValue(value, field.type()));
            }
        }
        return record;
    }

    /** The record a client asks for: its own fields from the tree, the server's from what is stored. */
    public static <T extends SysRecord> T read(RecordType<T> type, ObjectNode tree, T before, Violations violations) {
        T record = type.create();
        tree.fieldNames().forEachRemaining(name -> {
            if (type.field(name).isEmpty()) {
                violations.add(name, "is not a field of " + type.resource());
            }
        });
        for (RecordField field : type.fields()) {
            if (field.is(ReadOnly.class)) {
                field.write(record, before == null ? null : field.read(before));
            } else {
                field.write(record, value(field, tree.get(field.name()), violations));
            }
        }
        return record;
    }

    private static Object value(RecordField field, JsonNode node, Violations violations) {
        if (node == null || node.isNull()) {
            return null;
        }
        // a list's size says nothing about its texts
        int longest = field.type().hasRawClass(String.class)
                ? field.get(Size.class).map(Size::max).orElse(LONGEST_TEXT)
                : LONGEST_TEXT;
        checkTexts(field.name(), node, Math.max(longest, LONGEST_TEXT), violations);
        try {
            return RecordMapper.MAPPER.readerFor(field.type()).readValue(node);
        } catch (JsonMappingException wrong) {
            violations.add(path(field.name(), wrong), reason(wrong));
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            violations.add(field.name(), "cannot be read");
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return null;
    }

    /** In characters as people count them, not in the halves that Java keeps some in. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static void checkTexts(String path, JsonNode node, int longest, Violations violations) {
        if (node.isTextual()) {
            violations.expect(length(node.textValue()) <= longest, path, "is longer than " + longest + " characters");
            violations.expect(node.textValue().indexOf('\0') < 0, path, "must not contain a NUL character");
        } else if (node.isObject()) {
            node.properties()
                    .forEach(
                            member -> checkTexts(path + "." + member.getKey(), member.getValue(), longest, violations));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkTexts(path + "[" + i + "]", node.get(i), longest, violations);
            }
        }
    }

    private static String path(String root, JsonMappingException wrong) {
        StringBuilder path = new StringBuilder(root);
        for (JsonMappingException.Reference step : wrong.getPath()) {
            path.append(step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
        }
        return path.toString();
    }

    private static String reason(JsonMappingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException) {
            return "is not a known field";
        }
        return RecordMapper.firstLine(wrong.getOriginalMessage());
    }
}
