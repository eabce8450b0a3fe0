package rhythm.kernel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import rhythm.kernel.json.JsonPatch;
import rhythm.kernel.json.JsonPatchException;
import rhythm.kernel.problem.Problem;

/** One thing a client wants done to one record; single calls and rows of a batch are the same four. */
public sealed interface Operation {
    /** The record's id; null for one to be made. */
    String id();

    /** The versions named by {@code If-Match}; null when any will do. */
    default Set<Integer> ifVersions() {
        return null;
    }

    record Create(ObjectNode object) implements Operation {
        @Override
        public String id() {
            return null;
        }
    }

    record Update(String id, ObjectNode object, Set<Integer> ifVersions) implements Operation {}

    record Patch(String id, JsonPatch patch, Set<Integer> ifVersions) implements Operation {}

    record Delete(String id, Set<Integer> ifVersions) implements Operation {}

    /** A row of a batch. */
    static Operation of(JsonNode row) {
        onlyKnown(row, Set.of("operation", "id", "object", "patch_directives"));
        String name = text(row, "operation");
        return switch (name) {
            case "create" -> new Create(object(row.get("object"), "object"));
            case "update" -> new Update(text(row, "id"), object(row.get("object"), "object"), null);
            case "patch" -> new Patch(text(row, "id"), patch(row.get("patch_directives")), null);
            case "delete" -> new Delete(text(row, "id"), null);
            default -> throw Problem.INVALID.field("operation", "must be one of create, update, patch, delete");
        };
    }

    /** A patch document; a bad one is a 400 that names the directive. */
    static JsonPatch patch(JsonNode document) {
        try {
            return JsonPatch.parse(document);
        } catch (JsonPatchException wrong) {
            throw Problem.INVALID.field("patch_directives", wrong.getMessage());
        }
    }

    /** Refuses members that mean nothing. */
    static void onlyKnown(JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Problem.INVALID.field(name, "is not known here");
            }
        });
    }

    static ObjectNode object(JsonNode node, String field) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Problem.INVALID.field(field, "must be a JSON object");
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.get(field);
        if (value == null || !value.isTextual()) {
            throw Problem.INVALID.field(field, "must be given, as text");
        }
        if (value.textValue().indexOf('\0') >= 0) {
            throw Problem.INVALID.field(field, "must not contain a NUL character");
        }
        return value.textValue();
    }
}
