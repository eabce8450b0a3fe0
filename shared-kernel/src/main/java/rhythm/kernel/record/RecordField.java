package rhythm.kernel.record;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/** One field of a record: its name on the wire and in the table, and what its annotations say. */
public record RecordField(String name, Field field, JavaType type) {

    static RecordField of(Class<?> record, Field field) {
        field.setAccessible(true); // the entity enhancer takes public fields back
        return new RecordField(wireName(field.getName()), field, RecordMapper.typeOf(record, field));
    }

    /** snake_case, on the wire and in the table alike. */
    public static String wireName(String javaName) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(javaName);
    }

    public boolean is(Class<? extends Annotation> annotation) {
        return field.isAnnotationPresent(annotation);
    }

    public <A extends Annotation> Optional<A> get(Class<A> annotation) {
        return Optional.ofNullable(field.getAnnotation(annotation));
    }

    /** The column, or the expression that derives the field, over the row {@code t}. */
    public String column() {
        return get(Derived.class).map(Derived::value).orElse("t." + name);
    }

    boolean differs(SysRecord before, SysRecord after) {
        Object was = before == null ? null : read(before);
        Object is = read(after);
        if (was instanceof BigDecimal a && is instanceof BigDecimal b) {
            return a.compareTo(b) != 0;
        }
        return was instanceof Options && is instanceof Options
                ? !RecordMapper.MAPPER.valueToTree(was).equals(RecordMapper.MAPPER.valueToTree(is))
                : !Objects.equals(was, is);
    }

    public Object read(SysRecord record) {
        try {
            return field.get(record);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    public void write(SysRecord record, Object value) {
        try {
            field.set(record, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
