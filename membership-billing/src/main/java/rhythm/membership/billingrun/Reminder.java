package rhythm.membership.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Violations;
import rhythm.membership.billingnotice.BillingNotice;

/** One row of a kind that reminds: who is reminded by expiration date, and with which notice. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Reminder<D> implements Options {
    public BigDecimal id;

    @Size(max = 200)
    public String name;

    @NotNull
    public D expirationDateRangeStart;

    @NotNull
    public D expirationDateRangeEnd;

    @NotNull
    @References(BillingNotice.class)
    public String reminderNoticeId;

    @Override
    public void check(String path, Violations violations) {
        Bounds.check(expirationDateRangeStart, expirationDateRangeEnd, path, violations);
    }
}
