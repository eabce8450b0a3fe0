package rhythm.kernel.record;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field to which only operators may give these values: they set a run going, or stop it, as the operators' calls do. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface OperatorOnly {
    String[] value();
}
