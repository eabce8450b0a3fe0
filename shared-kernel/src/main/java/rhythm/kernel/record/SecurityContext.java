package rhythm.kernel.record;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Who made the last change to a record. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record SecurityContext(String subject, String client, List<String> roles, String requestId) {}
