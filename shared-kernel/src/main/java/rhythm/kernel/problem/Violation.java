package rhythm.kernel.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** One field (its path in the request, such as {@code drop_options.program_ids[2]}) and what is wrong with it. */
@RegisterForReflection
public record Violation(String field, String message) {}
