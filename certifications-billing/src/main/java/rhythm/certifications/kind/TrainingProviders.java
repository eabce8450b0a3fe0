package rhythm.certifications.kind;

import java.util.Map;
import rhythm.kernel.run.Candidates;

/** The candidates that are billed for the registrations to their courses. */
final class TrainingProviders {
    static final Candidates CANDIDATES = new Candidates(
            "training provider", "training_providers", Map.of("name", "c.name", "training_provider_id", "c.id"), null);

    private TrainingProviders() {}
}
