package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Lists as Stripe pages them: the newest first, from after an id on. */
final class Pages {
    private static final int USUAL = 10;

    private Pages() {}

    /** @param all the oldest first */
    static Answer of(List<ObjectNode> all, Call call) {
        long since = call.param("created[gte]").isEmpty() ? 0 : Long.parseLong(call.param("created[gte]"));
        int limit = call.param("limit").isEmpty() ? USUAL : Integer.parseInt(call.param("limit"));
        List<ObjectNode> found = all.reversed().stream()
                .filter(one -> one.path("created").asLong() >= since)
                .toList();
        int from = 0;
        for (int i = 0; i < found.size(); i++) {
            from = found.get(i).path("id").asText().equals(call.param("starting_after")) ? i + 1 : from;
        }
        int to = Math.min(found.size(), from + limit);
        ObjectNode body = Answer.object().put("object", "list").put("has_more", to < found.size());
        ArrayNode data = body.putArray("data");
        found.subList(from, to).forEach(one -> data.add(one.deepCopy()));
        return Answer.ok(body);
    }
}
