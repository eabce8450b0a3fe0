package rhythm.kernel.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that a call needs. On a method, for that call; on a resource, for what editors may do elsewhere and for calls that
 * say nothing. Only a GET may say nothing: every role may read.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {
    /** Whoever has it, or a role that gives it. */
    Role value();
}
