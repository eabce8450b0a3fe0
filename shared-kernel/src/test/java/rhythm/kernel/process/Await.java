package rhythm.kernel.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again until what other processes do has come about. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Await() {}

    public static void that(String otherwise, BooleanSupplier isSo) {
        value(otherwise, () -> isSo.getAsBoolean() ? Boolean.TRUE : null);
    }

    public static <T> T value(String otherwise, Supplier<T> look) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        T found = look.get();
        while (found == null) {
            if (System.nanoTime() > limit) {
                throw new AssertionError(otherwise + " after " + PATIENCE.toMinutes() + " minutes");
            }
            pause();
            found = look.get();
        }
        return found;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
