package rhythm.stack.demo.collect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Setup;

/** What the treasurer sets up once: the notices, the template and the monthly run. */
final class CollectSetup {
    static final String PAID = "Paid";
    static final String DECLINED = "Declined";
    static final String SUSPENDED = "Suspended";
    static final String CANCELLED = "Cancelled";
    static final String EXPIRING = "Expiring";
    static final String STATEMENT = "Statement";

    private CollectSetup() {}

    /** Answers the recurring run's id. */
    static String make(ServiceClient service, Instant start) {
        Setup.tenant(service, start);
        ObjectNode template = Setup.object().put("name", "Monthly installments, reminders and statements");
        template.put("process_installment_schedules", true)
                .putObject("installment_schedule_options")
                .put("installment_success_notice_id", schedule(service, PAID, "has been paid."))
                .put("installment_failure_notice_id", schedule(service, DECLINED, "was declined."))
                .setAll(Setup.past(0));
        Setup.reminder(
                template,
                "send_installment_schedule_reminders",
                "installment_schedule_reminder_options",
                schedule(service, SUSPENDED, "rests since {schedule.suspended_at}. Give us another card!"),
                Setup.last(Till.CANCEL_DAYS - 1));
        template.put("cancel_installment_schedules", true)
                .putObject("installment_schedule_cancellation_options")
                .put("cancellation_notice_id", schedule(service, CANCELLED, "has ended."))
                .setAll(Setup.past(Till.CANCEL_DAYS));
        Setup.reminder(
                template,
                "send_expiring_credit_card_reminders",
                "expiring_credit_card_reminder_options",
                notice(service, EXPIRING, "card.last_four", "Your card expires in {card.expiration}."),
                Setup.within(Till.CARD_DAYS));
        template.put("send_statements", true)
                .putObject("statement_options")
                .put(
                        "statement_notice_id",
                        notice(service, STATEMENT, "statement.balance_due", "You owe {statement.balance_due}."));
        return Setup.monthlyRun(service, template);
    }

    private static String schedule(ServiceClient service, String kind, String sentence) {
        return notice(service, kind, "schedule.name", "Your plan {schedule.name} " + sentence);
    }

    private static String notice(ServiceClient service, String kind, String about, String sentence) {
        return Setup.notice(service, "billingNotices", kind, about, sentence);
    }
}
