package rhythm.kernel.run;

import java.util.Map;

/** A value in SQL over the candidate {@code c}, with the parameters it names. */
public record Expression(String sql, Map<String, Object> params) {
    public static Expression of(String sql) {
        return new Expression(sql, Map.of());
    }
}
