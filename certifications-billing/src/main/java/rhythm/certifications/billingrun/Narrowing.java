package rhythm.certifications.billingrun;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import rhythm.certifications.program.Program;
import rhythm.certifications.trainingprovider.TrainingProvider;
import rhythm.kernel.billing.Restriction;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.References;
import rhythm.kernel.record.Violations;

/** What the options of every kind have: the programs and training providers to narrow the selection to. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public abstract class Narrowing implements Options {
    public Restriction programRestriction;

    @Size(min = 1)
    @References(Program.class)
    public List<@NotNull String> programIds;

    public Restriction trainingProviderRestriction;

    @Size(min = 1)
    @References(TrainingProvider.class)
    public List<@NotNull String> trainingProviderIds;

    @Override
    public void check(String path, Violations violations) {
        Restriction.check(programRestriction, programIds, path + ".program_ids", violations);
        Restriction.check(
                trainingProviderRestriction, trainingProviderIds, path + ".training_provider_ids", violations);
    }
}
