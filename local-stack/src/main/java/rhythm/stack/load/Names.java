package rhythm.stack.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceRefusal;

/** The ids of records that a file calls by their names; a name that is new makes its record. */
final class Names {
    private final ServiceClient service;
    private final Map<String, String> ids = new HashMap<>();
    private int created;

    Names(ServiceClient service) {
        this.service = service;
    }

    /** How many records were made. */
    int created() {
        return created;
    }

    String id(String resource, String name) {
        try {
            return ids.computeIfAbsent(resource + "/" + name, key -> find(resource, name));
        } catch (ServiceRefusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private String find(String resource, String name) {
        ObjectNode search = ServiceClient.JSON.createObjectNode().put("name", name);
        for (JsonNode item : service.post(resource, "/search?limit=1000&fieldsToReturn=name", search)
                .path("Items")) {
            if (item.path("name").asText().equals(name)) {
                return item.path("id").asText();
            }
        }
        created++;
        ObjectNode record = ServiceClient.JSON.createObjectNode();
        return service.create(resource, record.put("name", name).put("is_active", true));
    }
}
