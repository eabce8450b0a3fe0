package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import rhythm.certifications.applicationnotice.ApplicationNotice;
import rhythm.kernel.billing.ExpirationRange;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Violations;

/** Which applications have lapsed, and how the applicant is told. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class ExpirationOptions<D> extends ApplicationNarrowing {
    /** First expiration date selected. */
    @NotNull
    public D expirationDateRangeStart;

    /** Last expiration date selected. */
    @NotNull
    public D expirationDateRangeEnd;

    @References(ApplicationNotice.class)
    public String applicationNoticeId;

    @Override
    public void check(String path, Violations violations) {
        super.check(path, violations);
        ExpirationRange.check(expirationDateRangeStart, expirationDateRangeEnd, path, violations);
    }
}
