package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.certifications.notice.CertificationNotice;
import rhythm.kernel.record.References;

/** Which certifications are dropped, and how the holder is told. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class DropOptions<D> extends ForecastOptions<D> {
    @References(CertificationNotice.class)
    public String dropNoticeId;
}
