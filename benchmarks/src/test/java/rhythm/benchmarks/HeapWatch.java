package rhythm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a service's heap every second, as its metrics tell it. */
final class HeapWatch implements AutoCloseable {
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();
    private volatile double most;

    static HeapWatch over(Stage stage) {
        HeapWatch watch = new HeapWatch();
        watch.looks.scheduleWithFixedDelay(() -> watch.look(stage), 0, 1, TimeUnit.SECONDS);
        return watch;
    }

    private void look(Stage stage) {
        try {
            most = Math.max(most, stage.counted("jvm_memory_used_bytes", "area=\"heap\"") / (1 << 20));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most seen, in MB; garbage counts. */
    double most() {
        return most;
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
