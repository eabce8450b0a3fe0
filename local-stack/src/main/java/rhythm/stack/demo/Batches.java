package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import rhythm.stack.ServiceClient;

/** Enters changes into one resource a batch at a time; the changes of one record keep their order. */
public final class Batches<C> {
    private static final int LARGEST_BATCH = 100;

    private final ServiceClient service;
    private final String resource;
    private final Function<C, String> subject;
    private final Function<C, ObjectNode> operation;
    private final BiConsumer<C, String> stored;

    /**
     * {@code subject} names whom a change is about, {@code operation} says it to the service, and {@code stored} hears of
     * each change the id of the record it reached.
     */
    public Batches(
            ServiceClient service,
            String resource,
            Function<C, String> subject,
            Function<C, ObjectNode> operation,
            BiConsumer<C, String> stored) {
        this.service = service;
        this.resource = resource;
        this.subject = subject;
        this.operation = operation;
        this.stored = stored;
    }

    /** Enters the changes in their order. */
    public void enter(List<C> changes) {
        List<C> batch = new ArrayList<>();
        for (C change : changes) {
            boolean again =
                    batch.stream().anyMatch(earlier -> subject.apply(earlier).equals(subject.apply(change)));
            // Two changes of one subject go one after the other: the second may need the first one's id.
            if (again || batch.size() == LARGEST_BATCH) {
                send(batch);
                batch.clear();
            }
            batch.add(change);
        }
        send(batch);
    }

    private void send(List<C> batch) {
        if (batch.isEmpty()) {
            return;
        }
        ObjectNode body = Setup.object();
        ArrayNode operations = body.putArray("operations");
        batch.forEach(change -> operations.add(operation.apply(change)));
        JsonNode results = service.post(resource, "/batch", body).path("results");
        for (int i = 0; i < batch.size(); i++) {
            JsonNode result = results.path(i);
            if (!result.path("outcome").asText().equals("success")) {
                throw new IllegalStateException(batch.get(i) + " was refused: "
                        + result.path("error_message").asText());
            }
            stored.accept(
                    batch.get(i),
                    result.path("id").asText(result.path("object").path("id").asText()));
        }
    }

    /** The operation that makes a record. */
    public static ObjectNode create(ObjectNode record) {
        ObjectNode operation = Setup.object().put("operation", "create");
        operation.set("object", record);
        return operation;
    }

    /** The operation that sets some fields of a record by JSON Patch. */
    public static ObjectNode patch(String id, ObjectNode fields) {
        ObjectNode operation = Setup.object().put("operation", "patch").put("id", id);
        ArrayNode patch = operation.putArray("patch_directives");
        fields.properties().forEach(field -> patch.addObject()
                .put("op", "add")
                .put("path", "/" + field.getKey())
                .set("value", field.getValue()));
        return operation;
    }

    /** Puts a date that may be absent. */
    public static ObjectNode put(ObjectNode fields, String name, @Nullable LocalDate day) {
        return fields.put(name, day == null ? null : day.toString());
    }
}
