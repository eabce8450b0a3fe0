package rhythm.kernel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.ComposedTexts;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RefusedTexts;

/** Up to a hundred operations, each standing alone; the answer has their results in order. */
record Batch(List<Row> rows) {
    private static final int MOST = 100;

    /** What a row says, or why it cannot be read. */
    private record Row(String name, String id, Operation operation, ProblemException refusal) {}

    static Batch of(JsonNode body) {
        if (body.size() > 1) {
            RefusedTexts.check(body);
        }
        Operation.onlyKnown(body, Set.of("operations"));
        JsonNode operations = body.path("operations");
        if (!operations.isArray()) {
            throw Problem.INVALID.field("operations", "must be an array");
        }
        if (operations.size() > MOST) {
            throw Problem.INVALID.field(
                    "operations", "holds %d operations; %d are allowed".formatted(operations.size(), MOST));
        }
        List<Row> rows = new ArrayList<>();
        for (JsonNode row : operations) {
            String name = said(row.path("operation"));
            String id = said(row.path("id"));
            try {
                RefusedTexts.check(row);
                rows.add(new Row(name, id, Operation.of(ComposedTexts.of(row)), null));
            } catch (ProblemException unreadable) {
                rows.add(new Row(name, id, null, unreadable));
            }
        }
        return new Batch(rows);
    }

    private static String said(JsonNode value) {
        String text = value.asText(null);
        return text == null || RefusedTexts.hold(text) ? null : text;
    }

    Uni<Response> run(Function<List<Operation>, Uni<List<Result>>> write) {
        List<Operation> operations =
                rows.stream().map(Row::operation).filter(Objects::nonNull).toList();
        return write.apply(operations).map(this::answer);
    }

    private Response answer(List<Result> results) {
        Iterator<Result> done = results.iterator();
        int errors = 0;
        StringBuilder list = new StringBuilder();
        for (Row row : rows) {
            Result result = row.operation == null ? new Result(row.id, null, row.refusal) : done.next();
            errors += result.refusal() == null ? 0 : 1;
            list.append(list.isEmpty() ? "" : ",").append(json(row, result));
        }
        return Answers.json("{\"success_count\":%d,\"error_count\":%d,\"results\":[%s]}"
                        .formatted(rows.size() - errors, errors, list))
                .build();
    }

    private static String json(Row row, Result result) {
        var outcome = RecordMapper.MAPPER.createObjectNode();
        outcome.put("operation", row.name)
                .put("id", result.id() == null ? row.id : RefusedTexts.hold(result.id()) ? null : result.id());
        if (result.refusal() != null) {
            return outcome.put("outcome", "error")
                    .put("error_message", RefusedTexts.sayable(result.refusal().getMessage()))
                    .toString();
        }
        String head = outcome.put("outcome", "success").toString();
        return result.stored() == null
                ? head
                : head.substring(0, head.length() - 1) + ",\"object\":"
                        + result.stored().json() + "}";
    }
}
