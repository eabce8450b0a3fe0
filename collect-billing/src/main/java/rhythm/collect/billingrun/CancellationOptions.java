package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.kernel.record.References;

/** Which suspended schedules are cancelled, by the day they were suspended, and how customers hear of it. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class CancellationOptions<D> extends RangedOptions<D> {

    @References(BillingNotice.class)
    public String cancellationNoticeId;
}
