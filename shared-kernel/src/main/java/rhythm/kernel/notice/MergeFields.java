package rhythm.kernel.notice;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The merge fields a notice of one kind may use, as the service declares them: single values such as
 * {@code contact.first_name}, and lists such as {@code order.lines} with the fields of their rows.
 */
public record MergeFields(Set<String> values, Map<String, Set<String>> lists) {

    public MergeFields {
        values = Set.copyOf(values);
        lists = Map.copyOf(lists);
    }

    /** Single values, each {@code group.field}. */
    public static MergeFields of(String... values) {
        return new MergeFields(Set.of(values), Map.of());
    }

    /** The same fields and one list more. */
    public MergeFields withList(String name, String... rowFields) {
        Map<String, Set<String>> more = new HashMap<>(lists);
        more.put(name, Set.of(rowFields));
        return new MergeFields(values, more);
    }
}
