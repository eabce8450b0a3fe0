package rhythm.collect.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.kernel.billing.Restriction;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.Violations;

/** Options of a kind that looks at stored cards: the brands to narrow the selection to. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class CardNarrowing implements Options {

    public Restriction cardTypeRestriction;

    /** Brands, such as visa. */
    @Size(min = 1)
    public List<@NotNull String> cardTypes;

    @Override
    public void check(String path, Violations violations) {
        Restriction.check(cardTypeRestriction, cardTypes, path + ".card_types", violations);
    }
}
