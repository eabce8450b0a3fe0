package rhythm.kernel.notice;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Mapper;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.AbstractList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Looks names up in the given maps; a name without data is nothing, and {@code or} puts a default there. */
final class MapValues implements ValueResolver {
    static final Set<String> DEFAULTS = Set.of("or", "?:", ":");
    private static final Nothing NOTHING = new Nothing();

    /** Loop variables come before the data, so this asks last. */
    @Override
    public int getPriority() {
        return -1;
    }

    @Override
    public boolean appliesTo(EvalContext context) {
        return true;
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Object base = context.getBase();
        if (DEFAULTS.contains(context.getName()) && context.getParams().size() == 1) {
            return isBlank(base) ? context.evaluate(context.getParams().getFirst()) : completed(base);
        }
        if (base instanceof Mapper row) {
            // a loop's own names; for any other name Qute asks again with the data
            return row.appliesTo(context.getName()) ? row.getAsync(context.getName()) : Results.notFound(context);
        }
        return completed(base instanceof Map<?, ?> map ? map.get(context.getName()) : null);
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null
                || value == NOTHING
                || value.equals(false)
                || value instanceof CharSequence text && text.isEmpty();
    }

    private static CompletionStage<Object> completed(@Nullable Object value) {
        return CompletableFuture.completedStage(value == null ? NOTHING : value);
    }

    /** What a name without data stands for: no text, no rows, and not true. */
    private static final class Nothing extends AbstractList<Object> {
        @Override
        public Object get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String toString() {
            return "";
        }
    }
}
