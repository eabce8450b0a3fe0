package rhythm.kernel.tenant;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.Options;

/** The account at a payment gateway that a tenant's charges go to. It is no secret; the installation's key is. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class GatewayAccount implements Options {
    @NotNull
    @OneOf({"stripe", "simulated"})
    public String kind;

    /** As the gateway names it, such as {@code acct_1A2b3C}; it belongs to one tenant. */
    @NotNull
    @Size(max = 100)
    @Pattern(regexp = "[A-Za-z0-9_]+", message = "must be letters, digits and underscores")
    public String account;
}
