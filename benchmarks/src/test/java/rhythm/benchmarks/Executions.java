package rhythm.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** (b) Carrying out 200,000 drops, and sending 20,000 reminders into the sink. */
final class Executions {
    private static final int DROPS = 200_000;
    private static final int MAILS = 20_000;

    private Executions() {}

    static List<Figure> measure(Stage stage) throws SQLException, IOException {
        Members.make(stage, DROPS, "2025-01-01");
        BillingRuns runs = new BillingRuns(stage);
        double mails = mails(stage, runs);
        double drops = drops(runs, stage);
        return List.of(
                Figure.of("b  execution of 200,000 drops", DROPS / drops, "actions/s"),
                Figure.of("b  20,000 reminder mails into the sink", MAILS / mails, "mails/s"));
    }

    private static double mails(Stage stage, BillingRuns runs) throws SQLException, IOException {
        stage.asOwner(
                "update memberships set renewal_order_id = 'o' || id, renewal_order_balance_due = 100,"
                        + " renewal_order_expiration_date = expiration_date where id <= '" + Members.id(MAILS) + "'",
                "analyze memberships");
        String notice = runs.make("billingNotices", """
                {"name": "Reminder", "subject": "Renew by {membership.expiration_date}",
                  "text": "Dear {contact.first_name}, {order.balance_due} is still open for {membership.name}."}""");
        String run = runs.make("billingRuns", """
                {"name": "reminders", "send_renewal_reminders": true, "renewal_reminder_options": {"reminders": [
                  {"expiration_date_range_start": "2025-01-01", "expiration_date_range_end": "2025-12-31",
                   "reminder_notice_id": "%s"}]}}""".formatted(notice));
        runs.refresh(run);
        double seconds = runs.execute(run).seconds();
        expect(stage.mails().count(), MAILS, "mails");
        return seconds;
    }

    private static double drops(BillingRuns runs, Stage stage) throws SQLException, IOException {
        String run = runs.make("billingRuns", """
                {"name": "drops", "perform_drops": true, "drop_options":
                  {"expiration_date_range_start": "2025-01-01", "expiration_date_range_end": "2025-12-31"}}""");
        runs.refresh(run);
        stage.asOwner("analyze billing_run_actions");
        double seconds = runs.execute(run).seconds();
        String dropped = stage.rows("select count(*) from memberships where status = 'inactive'")
                .getFirst();
        expect(Integer.parseInt(dropped), DROPS, "members dropped");
        return seconds;
    }

    private static void expect(int found, int wanted, String what) {
        if (found != wanted) {
            throw new IllegalStateException(found + " " + what + " instead of " + wanted);
        }
    }
}
