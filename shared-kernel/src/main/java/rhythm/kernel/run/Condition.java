package rhythm.kernel.run;

import java.util.Map;

/**
 * One reason to select a candidate: an SQL predicate over the candidate {@code c}. The same predicate makes the preview,
 * the re-check at execution and the answer to "why is she not in the run?".
 *
 * @param actual an SQL expression for what the candidate has
 * @param wanted what the run asks for, in words
 */
public record Condition(String name, String predicate, Map<String, Object> params, String actual, String wanted) {
    public Condition(String name, String predicate, String actual, String wanted) {
        this(name, predicate, Map.of(), actual, wanted);
    }
}
