package rhythm.kernel.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class about a service that knows dates: its tests run on an ordinary day, and with {@code -Drhythm.days=all}
 * on every {@link rhythm.stack.CalendarDay awkward one}, too.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(Days.class)
public @interface EveryDay {}
