package rhythm.kernel.billing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Map;
import rhythm.kernel.record.Options;

/** What a list held when it was approved. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class Approved implements Options {
    /** How many actions were to be carried out. */
    public Long actions;

    /** What they were to bill and charge together, by currency (ISO 4217). */
    public Map<String, BigDecimal> amounts;
}
