package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhythm.kernel.store.Tx;

/**
 * A statement put together from parts with named parameters ({@code :tenant}); each part brings its own values, so that
 * conditions of several kinds never disturb each other's names.
 */
public final class Sql {
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)");

    private final Map<String, Object> shared;
    private final Map<String, Integer> sharedPositions = new HashMap<>();
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** A statement whose parts may all name these values. */
    public Sql(Map<String, Object> shared) {
        this.shared = shared;
    }

    public Sql add(String part) {
        return add(part, Map.of());
    }

    public Sql add(String part, Map<String, Object> own) {
        Map<String, Integer> positions = new HashMap<>();
        Matcher names = NAME.matcher(part);
        while (names.find()) {
            String name = names.group(1);
            boolean isOwn = own.containsKey(name);
            if (!isOwn && !shared.containsKey(name)) {
                throw new IllegalArgumentException("no value for :" + name);
            }
            Object value = isOwn ? own.get(name) : shared.get(name);
            int position = (isOwn ? positions : sharedPositions).computeIfAbsent(name, _ -> {
                values.add(value);
                return values.size();
            });
            names.appendReplacement(text, "\\$" + position);
        }
        names.appendTail(text);
        return this;
    }

    public RowSet<Row> run(Tx tx) {
        return tx.run(text.toString(), values.toArray());
    }

    /** What its parameters stand for, in their order. */
    public List<Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
