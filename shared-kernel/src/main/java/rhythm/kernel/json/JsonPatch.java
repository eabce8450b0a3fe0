package rhythm.kernel.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.json.JsonPatchException.Kind;

/** A JSON Patch (RFC 6902): a list of operations that is carried out wholly or not at all. */
public final class JsonPatch {
    private static final int MOST = 1_000;

    private final List<Operation> operations;

    private JsonPatch(List<Operation> operations) {
        this.operations = operations;
    }

    /** One operation, its paths still to be walked. */
    public record Operation(
            String op,
            Pointer path,
            @Nullable Pointer from,
            @Nullable JsonNode value) {}

    /** Reads a patch document; members that the operation does not define are ignored. */
    public static JsonPatch parse(@Nullable JsonNode document) {
        if (document == null || !document.isArray()) {
            throw new JsonPatchException(Kind.INVALID, -1, "a patch is an array of operations");
        }
        if (document.size() > MOST) {
            throw new JsonPatchException(Kind.INVALID, -1, "a patch has " + MOST + " operations at most");
        }
        var operations = new ArrayList<Operation>();
        for (int index = 0; index < document.size(); index++) {
            try {
                operations.add(operation(document.get(index)));
            } catch (IllegalArgumentException e) {
                throw new JsonPatchException(Kind.INVALID, index, String.valueOf(e.getMessage()));
            }
        }
        return new JsonPatch(List.copyOf(operations));
    }

    private static Operation operation(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("is not an object");
        }
        var op = text(node, "op");
        return switch (op) {
            case "add", "replace", "test" -> {
                var value = node.get("value");
                if (value == null) {
                    throw new IllegalArgumentException("'" + op + "' needs a 'value'");
                }
                yield new Operation(op, Pointer.parse(text(node, "path")), null, value);
            }
            case "remove" -> new Operation(op, Pointer.parse(text(node, "path")), null, null);
            case "move", "copy" ->
                new Operation(op, Pointer.parse(text(node, "path")), Pointer.parse(text(node, "from")), null);
            default -> throw new IllegalArgumentException("unknown op '" + op + "'");
        };
    }

    private static String text(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("'" + member + "' must be a string");
        }
        return value.textValue();
    }

    /** A new tree, the document with the patch carried out; the document itself is never touched. */
    public JsonNode apply(JsonNode document) {
        var tree = new PatchedTree(document.deepCopy());
        for (int index = 0; index < operations.size(); index++) {
            var operation = operations.get(index);
            try {
                if (!tree.perform(operation)) {
                    throw new JsonPatchException(
                            Kind.TEST_FAILED, index, "the value at '" + operation.path() + "' is another");
                }
            } catch (IllegalArgumentException e) {
                throw new JsonPatchException(Kind.INVALID, index, String.valueOf(e.getMessage()));
            }
        }
        return tree.root();
    }
}
