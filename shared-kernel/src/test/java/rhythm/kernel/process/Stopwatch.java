package rhythm.kernel.process;

/** How long something took, for the figures that tests print. */
public final class Stopwatch {
    private final long begun = System.nanoTime();

    public double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
