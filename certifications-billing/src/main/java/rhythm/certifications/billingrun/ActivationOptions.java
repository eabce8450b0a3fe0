package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.certifications.applicationnotice.ApplicationNotice;
import rhythm.kernel.record.References;

/** Which approved applications are activated, and how the applicant is told. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class ActivationOptions extends ApplicationNarrowing {
    @References(ApplicationNotice.class)
    public String applicationNoticeId;
}
