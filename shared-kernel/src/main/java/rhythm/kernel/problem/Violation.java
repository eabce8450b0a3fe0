package rhythm.kernel.problem;

/** One field (its path in the request, such as {@code drop_options.program_ids[2]}) and what is wrong with it. */
public record Violation(String field, String message) {}
