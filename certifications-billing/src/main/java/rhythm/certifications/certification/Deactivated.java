package rhythm.certifications.certification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** How many certifications a call ended. */
@RegisterForReflection
public record Deactivated(@JsonProperty("Count") int count) {}
