package rhythm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A closed loop: each caller sends its next request when it has the answer to the last. */
record Load(Stage stage, int callers) {
    /** One request; the random number chooses the record. */
    @FunctionalInterface
    interface Request {
        void send(Connection connection, ThreadLocalRandom random) throws IOException;
    }

    /** So many requests that the service's code is compiled for good; in a minute and a half at the latest. */
    void warmUp(int requests, Request request) {
        run(90, requests, request);
    }

    /** Requests per second over so many seconds. */
    double perSecond(double seconds, Request request) {
        long start = System.nanoTime();
        return run(seconds, Integer.MAX_VALUE, request) / Samples.seconds(start);
    }

    private long run(double seconds, int most, Request request) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        AtomicInteger sent = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                loops.add(threads.submit(() -> loop(end, most, sent, request)));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return sent.get();
    }

    private void loop(long end, int most, AtomicInteger sent, Request request) {
        try (Connection connection = new Connection(stage.service(), stage.token())) {
            while (System.nanoTime() < end && sent.get() < most) {
                request.send(connection, ThreadLocalRandom.current());
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
