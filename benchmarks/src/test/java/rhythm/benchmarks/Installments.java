package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** (g) Installments charged per second through a gateway that takes 200 ms for each. */
final class Installments {
    private static final int WARM_UP = 1_500;
    private static final int SCHEDULES = 10_000;
    private static final int DELAY = 200;

    private Installments() {}

    static List<Figure> measure(Parts parts) throws SQLException, IOException {
        try (Stage collect = new Stage(parts, "collect-billing", "collect", Map.of())) {
            BillingRuns runs = new BillingRuns(collect);
            charge(collect, runs, "w", WARM_UP);
            double seconds = charge(collect, runs, "s", SCHEDULES);
            Plans.check(collect, WARM_UP + SCHEDULES);
            return List.of(Figure.atLeast("g  installments, gateway of 200 ms", SCHEDULES / seconds, 250, "/s"));
        }
    }

    private static double charge(Stage collect, BillingRuns runs, String prefix, int many)
            throws SQLException, IOException {
        Plans.make(collect, prefix, many, "slow-" + DELAY);
        String run = Plans.run(runs, prefix);
        runs.refresh(run);
        collect.asOwner("analyze billing_run_actions");
        return runs.execute(run).seconds();
    }
}
