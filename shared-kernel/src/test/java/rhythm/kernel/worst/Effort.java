package rhythm.kernel.worst;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What a step costs: on a small stack, within a bounded heap. */
final class Effort {
    private static final long STACK = 256 * 1024;

    /** Megabytes allocated in all, garbage included; a tree of the smallest JSON values is the dearest. */
    private static final long HEAP = 600;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Effort() {}

    static long milliseconds(Consumer<String> step, String input) {
        long[] took = new long[2];
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread worker = new Thread(
                null,
                () -> {
                    long allocated = THREADS.getCurrentThreadAllocatedBytes();
                    long begun = System.nanoTime();
                    try {
                        step.accept(input);
                    } catch (RuntimeException refused) {
                        // that is an answer, too
                    } catch (Throwable dead) {
                        failed.set(dead);
                    }
                    took[0] = (System.nanoTime() - begun) / 1_000_000;
                    took[1] = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1_000_000;
                },
                "worst input",
                STACK);
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(30_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertTrue(!worker.isAlive(), "no end after 30 seconds");
        assertNull(failed.get(), () -> "it overflowed: " + failed.get());
        assertTrue(took[1] <= HEAP, () -> took[1] + " MB were allocated");
        return took[0];
    }
}
