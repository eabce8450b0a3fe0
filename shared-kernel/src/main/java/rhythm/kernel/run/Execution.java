package rhythm.kernel.run;

import java.time.Instant;

/** An execution under way: its id, where its progress can be followed, and when it began (business time). */
public record Execution(String executionArn, String notificationChannel, Instant startDate) {
    static Execution of(BillingRun run) {
        return new Execution(
                run.row().getString("execution_arn"),
                "/billingRuns/" + run.tenant() + "/progress/" + run.id(),
                run.time("execution_started_at"));
    }
}
