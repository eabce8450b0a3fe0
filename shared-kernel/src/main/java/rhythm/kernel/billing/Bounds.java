package rhythm.kernel.billing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.mutiny.Uni;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Rows;

/** How much a tenant may have of what the engine or a browser goes through as a whole. */
@ConfigMapping(prefix = "rhythm.bounds")
public interface Bounds {
    @WithDefault("1000")
    int templates();

    @WithDefault("500")
    int recurringRuns();

    /** Runs that are neither completed nor cancelled. */
    @WithDefault("2000")
    int openRuns();

    /** Bytes of all notices of a sort together, as they are stored. */
    @WithDefault("20000000")
    int noticeBytes();

    /** Refuses what has made it more than there may be; {@code measure} counts, for the tenant {@code ?1}. */
    static Uni<Void> keep(Rows rows, String measure, int most, String what) {
        return rows.texts("select cast(" + measure + " as text)")
                .invoke(found -> {
                    if (Long.parseLong(found.getFirst()) > most) {
                        throw Problem.CONFLICT.because(
                                "a tenant has at most %d %s; delete some that are not needed".formatted(most, what));
                    }
                })
                .replaceWithVoid();
    }
}
