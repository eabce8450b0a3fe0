package rhythm.kernel.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The working copy that a patch's operations change one after the other, and never outgrow the request by much. */
final class PatchedTree {
    /** How much may be copied and moved, as JSON in characters or so: a few copies of copies would else fill the memory. */
    private static final int MOST_COPIED = 500_000;

    /** What a value weighs beside its text. */
    private static final int VALUE = 10;

    // Numbers are equal by value: 1 is 1.0. Objects by members in any order, all else exactly.
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> {
        if (left.isNumber() && right.isNumber() && isFinite(left) && isFinite(right)) {
            return left.decimalValue().compareTo(right.decimalValue());
        }
        return left.equals(right) ? 0 : 1;
    };

    private JsonNode root;
    private int copied;

    PatchedTree(JsonNode root) {
        this.root = root;
    }

    private static boolean isFinite(JsonNode number) {
        return !(number.isDouble() || number.isFloat()) || Double.isFinite(number.doubleValue());
    }

    JsonNode root() {
        return root;
    }

    /** Carries one operation out; false only for a test that found another value. */
    boolean perform(JsonPatch.Operation operation) {
        var path = operation.path();
        switch (operation.op()) {
            case "add" -> add(path, arriving(operation.value(), path).deepCopy());
            case "remove" -> remove(path);
            case "replace" -> replace(path, arriving(operation.value(), path).deepCopy());
            case "move" -> move(Objects.requireNonNull(operation.from()), path);
            case "copy" -> add(path, copied(operation.from(), path).deepCopy());
            case "test" -> {
                return get(path).equals(BY_VALUE, Objects.requireNonNull(operation.value()));
            }
            default -> throw new IllegalArgumentException("unknown op '" + operation.op() + "'");
        }
        return true;
    }

    private static JsonNode arriving(@Nullable JsonNode value, Pointer path) {
        var there = Objects.requireNonNull(value);
        weight(there, path.tokens().size());
        return there;
    }

    private JsonNode copied(@Nullable Pointer from, Pointer path) {
        var value = get(Objects.requireNonNull(from));
        copied += weight(value, path.tokens().size());
        if (copied > MOST_COPIED) {
            throw new IllegalArgumentException("the patch copies too much");
        }
        return value;
    }

    private static int weight(JsonNode value, int depth) {
        if (depth > Pointer.MOST_STEPS) {
            throw new IllegalArgumentException("the document would be nested too deeply");
        }
        int weight = VALUE + (value.isTextual() ? value.textValue().length() : 0);
        for (var child : value) {
            weight += weight(child, depth + 1);
        }
        return weight;
    }

    private JsonNode get(Pointer pointer) {
        var node = root;
        for (var token : pointer.tokens()) {
            var child = node.isArray() ? node.get(index(token, node.size() - 1)) : node.get(token);
            if (child == null) {
                throw new IllegalArgumentException("there is nothing at '" + pointer + "'");
            }
            node = child;
        }
        return node;
    }

    private void add(Pointer path, JsonNode value) {
        if (path.isRoot()) {
            root = value;
            return;
        }
        switch (get(path.parent())) {
            case ObjectNode object -> object.set(path.last(), value);
            case ArrayNode array when path.last().equals("-") -> array.add(value);
            case ArrayNode array -> array.insert(index(path.last(), array.size()), value);
            default -> throw new IllegalArgumentException("'" + path.parent() + "' can hold nothing");
        }
    }

    private void replace(Pointer path, JsonNode value) {
        get(path);
        if (path.isRoot()) {
            root = value;
        } else if (get(path.parent()) instanceof ArrayNode array) {
            array.set(index(path.last(), array.size() - 1), value);
        } else {
            ((ObjectNode) get(path.parent())).set(path.last(), value);
        }
    }

    private void remove(Pointer path) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("the whole document cannot be removed");
        }
        get(path);
        if (get(path.parent()) instanceof ArrayNode array) {
            array.remove(index(path.last(), array.size() - 1));
        } else {
            ((ObjectNode) get(path.parent())).remove(path.last());
        }
    }

    private void move(Pointer from, Pointer path) {
        if (from.isAbove(path)) {
            throw new IllegalArgumentException("'" + from + "' cannot be moved into itself");
        }
        var value = copied(from, path);
        if (!from.equals(path)) {
            remove(from);
            add(path, value);
        }
    }

    private static int index(String token, int largest) {
        boolean digits = !token.isEmpty() && token.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || (token.length() > 1 && token.charAt(0) == '0') || token.length() > 9) {
            throw new IllegalArgumentException("'" + token + "' is not an array index");
        }
        int index = Integer.parseInt(token);
        if (index > largest) {
            throw new IllegalArgumentException("the array index " + token + " is out of bounds");
        }
        return index;
    }
}
