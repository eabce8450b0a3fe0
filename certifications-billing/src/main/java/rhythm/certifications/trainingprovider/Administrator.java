package rhythm.certifications.trainingprovider;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import rhythm.kernel.record.Options;

/** A person at a training provider who looks after its invoices. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Administrator implements Options {
    @Size(max = 200)
    public String firstName;

    @Size(max = 200)
    public String lastName;

    @Email
    @NotNull
    @Size(max = 320)
    public String emailAddress;
}
