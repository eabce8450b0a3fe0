package rhythm.stack.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What happened on an account, in its order; each with the object as it was then. */
final class Events {
    private final String account;
    private final Clock clock;
    private final List<ObjectNode> all = new ArrayList<>();

    Events(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    void add(String type, ObjectNode object) {
        ObjectNode event = Answer.object()
                .put("id", "evt_" + account.replaceAll("\\W|_", "") + (all.size() + 1))
                .put("object", "event")
                .put("account", account)
                .put("type", type)
                .put("created", clock.instant().getEpochSecond());
        event.putObject("data").set("object", object.deepCopy());
        all.add(event);
    }

    List<ObjectNode> all() {
        return List.copyOf(all);
    }

    Answer list(Call call) {
        List<String> types = call.params().entrySet().stream()
                .filter(param -> param.getKey().startsWith("types["))
                .map(java.util.Map.Entry::getValue)
                .toList();
        return Pages.of(
                all.stream()
                        .filter(event -> types.isEmpty()
                                || types.contains(event.path("type").asText()))
                        .toList(),
                call);
    }
}
