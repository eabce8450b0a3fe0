package rhythm.kernel.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import rhythm.kernel.bench.RunningClock;
import rhythm.stack.CalendarDay;

/** Puts the clock of the service under test at one day after the other, and back again. */
public final class Days implements ClassTemplateInvocationContextProvider {
    private static volatile CalendarDay today = CalendarDay.ORDINARY;

    /** The day it is for the service under test. */
    static CalendarDay today() {
        return today;
    }

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
        return isForAwkwardDays(context);
    }

    @Override
    public Stream<Day> provideClassTemplateInvocationContexts(ExtensionContext context) {
        List<CalendarDay> days = new ArrayList<>();
        if (!isForAwkwardDays(context)) {
            days.add(CalendarDay.ORDINARY);
        }
        switch (System.getProperty("rhythm.days", "ordinary")) {
            case "all" -> days.addAll(CalendarDay.awkward());
            case "ordinary" -> {}
            case String other -> throw new IllegalArgumentException("-Drhythm.days is ordinary or all, not " + other);
        }
        return days.stream().map(Day::new).onClose(() -> begin(CalendarDay.ORDINARY));
    }

    private static boolean isForAwkwardDays(ExtensionContext context) {
        return context.getRequiredTestClass().isAnnotationPresent(OnAwkwardDays.class);
    }

    private static void begin(CalendarDay day) {
        today = day;
        RunningClock.SHARED.put(day);
    }

    /** The class once more, on a day. */
    public record Day(CalendarDay day) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocation) {
            return "on " + day;
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            begin(day);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new FreshStart());
        }
    }

    /** What tenants of another day had planned would be due at once, or long past: the first test of a day forgets it. */
    private static final class FreshStart implements BeforeEachCallback {
        private boolean isDone;

        @Override
        public void beforeEach(ExtensionContext context) {
            if (!isDone) {
                ServiceDatabase.one("delete from due_work returning tenant_id");
                isDone = true;
            }
        }
    }
}
