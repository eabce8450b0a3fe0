package rhythm.kernel.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field that {@code search} can ask for. Booleans, ids and statuses take an array of values, dates a pair (inclusive
 * range), {@code name} a case-insensitive substring.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Criterion {
    /** The criterion's name where it is not the field's own. */
    String value() default "";
}
