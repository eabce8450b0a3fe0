package rhythm.kernel.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** People look records up by this field: {@code GET /{resource}/{tenantId}/{value}/{id}} lists them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Relation {
    /** The relation's name in the path. */
    String value();
}
