package rhythm.certifications.billingrunaction;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.LocalDate;
import rhythm.kernel.record.Options;

/** A registration that a training provider is billed for: how much, and why. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class TrainingProviderBillingRecord implements Options {
    public String courseRegistrationId;
    public String programId;
    public String courseName;
    public LocalDate registrationDate;
    public BigDecimal amount;
    public String currency;
    public String reason;
}
