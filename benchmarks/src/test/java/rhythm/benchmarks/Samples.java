package rhythm.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Measurements of the same thing, of which the middle one counts. */
final class Samples {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double median() {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    static double seconds(long fromNanos) {
        return (System.nanoTime() - fromNanos) / 1e9;
    }
}
