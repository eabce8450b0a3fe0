package rhythm.kernel.record;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A field whose calculation failed, and why. */
@RegisterForReflection
public record CalculatedFieldError(String field, String error) {}
