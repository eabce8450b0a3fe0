package rhythm.kernel.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The id (or list of ids) of a record this service owns; saving one that does not exist is a 409. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface References {
    Class<? extends SysRecord> value();

    /** The field that a client gave the id in, where that is another. */
    String givenAs() default "";
}
