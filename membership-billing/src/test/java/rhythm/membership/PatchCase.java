package rhythm.membership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case of the public JSON Patch suite, told in a notice's fields: each member of its document is a text field of its
 * own, a list is the notice's roles. Values that are not texts become texts that only they become, so that what was equal
 * stays equal and what was not does not become so.
 */
record PatchCase(ObjectNode document, ArrayNode patch, Optional<ObjectNode> expected) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String LIST = "roles";
    private static final List<String> TEXTS = List.of(
            "text",
            "sys_external_id",
            "sys_directive",
            "sys_bulk_load_pk",
            "sys_bulk_load_id",
            "sys_bulk_load_source_file");

    /** The case's document, or part of it, has no place in a notice. */
    private static final class DoesNotFit extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The case in a notice's fields, if it fits. */
    static Optional<PatchCase> of(JsonNode example) {
        try {
            Mapping mapping = new Mapping(example.get("doc").isArray());
            // lists take the one list field before the patch's members are given text fields
            ObjectNode document = mapping.document(example.get("doc"));
            Optional<ObjectNode> expected = Optional.empty();
            if (!example.has("error")) {
                expected = Optional.of(mapping.document(example.path("expected")));
            }
            return Optional.of(new PatchCase(document, mapping.patch(example.get("patch")), expected));
        } catch (DoesNotFit elsewhere) {
            return Optional.empty();
        }
    }

    static ObjectNode mappedFieldsOf(JsonNode notice) {
        ObjectNode fields = JSON.objectNode();
        notice.properties().stream()
                .filter(field -> field.getKey().equals(LIST) || TEXTS.contains(field.getKey()))
                .forEach(field -> fields.set(field.getKey(), field.getValue()));
        return fields;
    }

    /** Where the members of one case's documents are. */
    private static final class Mapping {
        private final boolean isList;
        private final Map<String, String> fields = new LinkedHashMap<>();

        Mapping(boolean isList) {
            this.isList = isList;
        }

        ObjectNode document(JsonNode document) {
            if (document.isArray() != isList || !document.isContainerNode()) {
                throw new DoesNotFit();
            }
            ObjectNode mapped = JSON.objectNode();
            if (isList) {
                return mapped.set(LIST, list(document));
            }
            document.properties()
                    .forEach(member -> mapped.set(field(member.getKey(), member.getValue()), value(member.getValue())));
            return mapped;
        }

        ArrayNode patch(JsonNode operations) {
            ArrayNode mapped = JSON.arrayNode();
            for (JsonNode operation : operations) {
                ObjectNode copy = operation.deepCopy();
                JsonNode value = operation.get("value");
                for (String end : List.of("path", "from")) {
                    if (copy.path(end).isTextual()) {
                        copy.put(end, pointer(copy.get(end).textValue(), end.equals("path") ? value : null));
                    }
                }
                if (value != null) {
                    copy.set("value", value(value));
                }
                mapped.add(copy);
            }
            return mapped;
        }

        private String pointer(String pointer, JsonNode value) {
            if (isList) {
                return pointer.isEmpty() || pointer.startsWith("/") ? "/" + LIST + pointer : pointer;
            }
            if (!pointer.startsWith("/")) {
                if (pointer.isEmpty()) {
                    throw new DoesNotFit();
                }
                return pointer;
            }
            int end = pointer.indexOf('/', 1) < 0 ? pointer.length() : pointer.indexOf('/', 1);
            String member = pointer.substring(1, end).replace("~1", "/").replace("~0", "~");
            return "/" + field(member, end == pointer.length() ? value : null) + pointer.substring(end);
        }

        /** The member's field; a value it takes must be of the field's kind. */
        private String field(String member, JsonNode value) {
            boolean wantsList = value != null && value.isArray();
            String known = fields.get(member);
            if (known == null) {
                known = wantsList
                        ? LIST
                        : TEXTS.stream()
                                .filter(text -> !fields.containsValue(text))
                                .findFirst()
                                .orElseThrow(DoesNotFit::new);
                if (fields.containsValue(known)) {
                    throw new DoesNotFit();
                }
                fields.put(member, known);
            }
            if (value != null && wantsList != known.equals(LIST)) {
                throw new DoesNotFit();
            }
            return known;
        }

        private static JsonNode value(JsonNode value) {
            return value.isArray() ? list(value) : text(value);
        }

        private static ArrayNode list(JsonNode values) {
            if (values.isEmpty()) {
                throw new DoesNotFit();
            }
            ArrayNode list = JSON.arrayNode();
            values.forEach(value -> list.add(text(value)));
            return list;
        }

        private static JsonNode text(JsonNode value) {
            if (value.isContainerNode()) {
                throw new DoesNotFit();
            }
            return JSON.textNode(value.isTextual() ? "text " + value.textValue() : "json " + value);
        }
    }
}
