package rhythm.kernel.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import rhythm.kernel.record.RecordMapper;

/** Where in a resource's template other records are referred to, by paths such as {@code options.ids[0]}. */
final class References {
    private References() {}

    static ObjectNode tree(Resource resource) {
        try {
            return (ObjectNode) RecordMapper.MAPPER.readTree(resource.template());
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(resource.template(), wrong);
        }
    }

    /** Path to resource. */
    static Map<String, String> in(JsonNode template) {
        Map<String, String> found = new LinkedHashMap<>();
        collect("", template, found);
        return found;
    }

    private static void collect(String path, JsonNode node, Map<String, String> found) {
        if (node.isTextual()) {
            Matcher reference = Resource.REFERENCE.matcher(node.textValue());
            if (reference.matches()) {
                found.put(path, reference.group(2));
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(path + "[" + i + "]", node.get(i), found);
        }
        node.properties()
                .forEach(f -> collect(path.isEmpty() ? f.getKey() : path + "." + f.getKey(), f.getValue(), found));
    }

    /** The id that a record holds of a resource that its template refers to. */
    static String to(Resource resource, Resource from, ObjectNode record) {
        return in(tree(from)).entrySet().stream()
                .filter(reference -> reference.getValue().equals(resource.name()))
                .map(reference -> record.at(pointer(reference.getKey())).textValue())
                .findFirst()
                .orElseThrow();
    }

    private static String pointer(String path) {
        return "/" + path.replace("[", ".").replace("]", "").replace('.', '/');
    }

    static void set(ObjectNode body, String path, String value) {
        String pointer = pointer(path);
        int end = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, end));
        String last = pointer.substring(end + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).put(last, value);
        }
    }
}
