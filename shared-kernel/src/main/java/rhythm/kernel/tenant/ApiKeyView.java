package rhythm.kernel.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/** An API key as it is shown: the key itself once, when it is made, and never again. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
public record ApiKeyView(
        String id,
        String name,
        String key,
        List<String> roles,
        Instant createdAt,
        String createdById,
        Instant expiresAt,
        Instant revokedAt) {}
