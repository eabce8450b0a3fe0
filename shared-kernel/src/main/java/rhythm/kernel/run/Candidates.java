package rhythm.kernel.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of records that kinds of action are about; statements call it {@code c}.
 *
 * @param name what one of them is called, such as {@code membership}
 * @param columns what every action gets from its candidate: column to SQL expression over {@code c}; {@code name} is one
 * @param notices the mails to these candidates; null when no notices are written for them
 */
public record Candidates(
        String name,
        String table,
        Map<String, String> columns,
        @Nullable Notices notices) {
    /** The clause that reads them for the tenant. */
    String from() {
        return " from " + table + " c where c.tenant_id = :tenant";
    }
}
