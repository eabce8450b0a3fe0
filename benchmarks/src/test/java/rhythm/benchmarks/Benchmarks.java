package rhythm.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@code ./benchmarks/run} runs: the benchmarks named, each on a stage of its own; ends with 1 if one misses. */
public final class Benchmarks {
    private static final String[] ALL = {"a", "b", "c", "d", "e", "f", "g", "h", "start"};

    private Benchmarks() {}

    /** A benchmark that needs the parts and membership-billing with the bare handlers. */
    @FunctionalInterface
    interface OnStage {
        List<Figure> measure(Stage stage) throws Exception;
    }

    /** A benchmark that puts services on stage itself. */
    @FunctionalInterface
    interface OverParts {
        List<Figure> measure(Parts parts) throws Exception;
    }

    public static void main(String[] names) {
        Path root = Path.of(System.getProperty("rhythm.root"));
        boolean areAllKept = true;
        try {
            for (String name : names.length == 0 ? ALL : names) {
                System.err.println("measuring " + name + " ...");
                for (Figure figure : measure(root, name)) {
                    System.out.println(figure.line());
                    areAllKept &= figure.isKept();
                }
            }
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(2); // the parts' threads would live on
        }
        System.exit(areAllKept ? 0 : 1);
    }

    private static List<Figure> measure(Path root, String name) throws Exception {
        return switch (name) {
            case "a" -> onStage(root, Previews::measure);
            case "b" -> onStage(root, Executions::measure);
            case "c" -> onStage(root, ReadById::measure);
            case "d" -> onStage(root, Patches::measure);
            case "e" -> onStage(root, Paging::measure);
            case "f" -> overParts(root, Orders::measure);
            case "g" -> overParts(root, Installments::measure);
            case "h" -> overParts(root, Schedules::measure);
            case "start" -> Startup.measure(root);
            default -> throw new IllegalArgumentException("there is no benchmark " + name);
        };
    }

    private static List<Figure> onStage(Path root, OnStage benchmark) throws Exception {
        return overParts(root, parts -> {
            try (Stage stage = new Stage(parts, "benchmarks", "membership", Map.of())) {
                return benchmark.measure(stage);
            }
        });
    }

    private static List<Figure> overParts(Path root, OverParts benchmark) throws Exception {
        try (Parts parts = Parts.start(root)) {
            return benchmark.measure(parts);
        }
    }
}
