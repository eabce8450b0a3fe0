package rhythm.stack.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import rhythm.stack.ServiceClient;

/** One loading of a file: what is new is created a hundred at a time, what is there already is left alone. */
final class Load {
    private static final int LARGEST_BATCH = 100;

    /** A row that was not loaded, and why. */
    record BadRow(long line, String reason) {}

    private record Row(long line, String key, ObjectNode record) {}

    private final ServiceClient service;
    private final Columns columns;
    private final Names names;
    private final String sourceFile;
    private final String loadId = UUID.randomUUID().toString();
    private final String loadedAt = Instant.now().toString();
    private final List<BadRow> bad = new ArrayList<>();
    private final Map<String, Long> lineByKey = new HashMap<>();
    private final List<Row> waiting = new ArrayList<>();
    private int created;
    private int present;
    private int records;

    Load(ServiceClient service, Columns columns, String sourceFile) {
        this.service = service;
        this.columns = columns;
        this.names = new Names(service);
        this.sourceFile = sourceFile;
    }

    void add(long line, List<String> header, List<String> cells) {
        if (records++ == 0) {
            columns.check(header);
        }
        try {
            ObjectNode record = columns.record(header, cells, names);
            String key = columns.key(record);
            Long earlier = lineByKey.putIfAbsent(key, line);
            if (earlier != null) {
                throw new IllegalArgumentException("is the same record as line " + earlier);
            }
            record.put("sys_bulk_load_pk", key)
                    .put("sys_bulk_load_id", loadId)
                    .put("sys_bulk_load_at", loadedAt)
                    .put("sys_bulk_load_record_no", records)
                    .put("sys_bulk_load_source_file", sourceFile);
            waiting.add(new Row(line, key, record));
        } catch (IllegalArgumentException e) {
            bad.add(new BadRow(line, String.valueOf(e.getMessage())));
        }
        if (waiting.size() == LARGEST_BATCH) {
            flush();
        }
    }

    void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        Set<String> known = known();
        List<Row> fresh =
                waiting.stream().filter(row -> !known.contains(row.key())).toList();
        present += waiting.size() - fresh.size();
        waiting.clear();
        if (fresh.isEmpty()) {
            return;
        }
        ObjectNode body = ServiceClient.JSON.createObjectNode();
        ArrayNode operations = body.putArray("operations");
        fresh.forEach(row -> operations.addObject().put("operation", "create").set("object", row.record()));
        JsonNode results = service.post(columns.resource(), "/batch", body).path("results");
        for (int i = 0; i < fresh.size(); i++) {
            JsonNode result = results.path(i);
            if (result.path("outcome").asText().equals("success")) {
                created++;
            } else {
                bad.add(new BadRow(
                        fresh.get(i).line(), result.path("error_message").asText()));
            }
        }
    }

    private Set<String> known() {
        ObjectNode search = ServiceClient.JSON.createObjectNode();
        ArrayNode keys = search.putArray("sys_bulk_load_pk");
        waiting.forEach(row -> keys.add(row.key()));
        Set<String> known = new HashSet<>();
        service.post(columns.resource(), "/search?limit=1000&fieldsToReturn=sys_bulk_load_pk", search)
                .path("Items")
                .forEach(item -> known.add(item.path("sys_bulk_load_pk").asText()));
        return known;
    }

    /** How many records that the file calls by name were made on the way. */
    int named() {
        return names.created();
    }

    int created() {
        return created;
    }

    int present() {
        return present;
    }

    List<BadRow> bad() {
        return bad.stream().sorted(Comparator.comparingLong(BadRow::line)).toList();
    }
}
