package rhythm.kernel.store;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Conditions that must all hold, with their parameters; {@code ?} stands for the next one. */
public final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> params = new ArrayList<>();

    public static Where everything() {
        return new Where();
    }

    public static Where equal(String column, Object value) {
        return new Where().and("t." + column + " = ?", value);
    }

    public Where and(String condition, Object... values) {
        conditions.add(condition);
        params.addAll(List.of(values));
        return this;
    }

    /** The conditions as SQL to append, their parameters added behind those already in the tuple. */
    String sql(Tuple tuple) {
        StringBuilder sql = new StringBuilder();
        int next = tuple.size();
        for (String condition : conditions) {
            sql.append(" and ");
            for (char c : condition.toCharArray()) {
                sql.append(c == '?' ? "$" + ++next : String.valueOf(c));
            }
        }
        params.forEach(tuple::addValue);
        return sql.toString();
    }
}
