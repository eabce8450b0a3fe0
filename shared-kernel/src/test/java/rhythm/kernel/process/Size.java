package rhythm.kernel.process;

/** How much a test of kills and crowds does: enough to find a fault on every build, and the full size with {@code -Psoak}. */
public final class Size {
    private static final boolean IS_SOAK = Boolean.getBoolean("rhythm.soak");

    private Size() {}

    public static int of(int usual, int soak) {
        return IS_SOAK ? soak : usual;
    }
}
