package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** (h) A hundred thousand schedules due on one day, end to end, through a gateway that answers at once; and the memory for it. */
final class Schedules {
    private static final int SCHEDULES = 100_000;
    private static final int BARE = 20_000;

    private Schedules() {}

    static List<Figure> measure(Parts parts) throws SQLException, IOException {
        try (Stage collect = new Stage(parts, "collect-billing", "collect", Map.of())) {
            Plans.make(collect, "s", SCHEDULES, "ok");
            BillingRuns runs = new BillingRuns(collect);
            String run = Plans.run(runs, "a hundred thousand");
            try (HeapWatch heap = HeapWatch.over(collect)) {
                double refresh = runs.refresh(run).seconds();
                collect.asOwner("analyze billing_run_actions");
                double execute = runs.execute(run).seconds();
                Plans.check(collect, SCHEDULES);
                Plans.make(collect, "b", BARE, "ok");
                double bare = BARE / Plans.chargeByHand(collect, "b");
                return List.of(
                        Figure.of("h  100,000 schedules due on one day: refresh", refresh, "s"),
                        Figure.of("h  100,000 schedules due on one day: execution", execute, "s"),
                        Figure.of("h  installments billed, charged and paid", SCHEDULES / execute, "/s"),
                        Figure.of("h  the same rows by hand, in one transaction", bare, "/s"),
                        Figure.of("h  the service against that", SCHEDULES / execute / bare, "times"),
                        Figure.of("h  service memory, resident, most", collect.mostResidentMegabytes(), "MB"),
                        Figure.of("h  service memory, heap in use, most seen", heap.most(), "MB"));
            }
        }
    }
}
