package rhythm.kernel.run;

import java.time.Duration;
import java.time.OffsetDateTime;
import rhythm.kernel.attention.Attention;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.gateway.Delivery.Deferred;
import rhythm.kernel.gateway.Delivery.Rejected;
import rhythm.kernel.gateway.Delivery.Sent;
import rhythm.kernel.gateway.Delivery.Unknown;

/** What stands on an action after its mail was tried. */
record MailResult(
        MailJob job,
        String outcome,
        String status,
        String mailState,
        int attempts,
        String error,
        OffsetDateTime again) {
    static final String UNKNOWN = "delivery unknown: ";

    /** Notes, for people to see to, the actions {@code :actions} of which nobody knows whether their mails arrived. */
    static final String IN_DOUBT = Attention.noting("delivery unknown", "billingRunActions", """
            select a.id as record_id, null::numeric as amount, null::text as currency,
              left('whether the mail about ' || a.name || ' arrived is not known; it is not sent again', 1000) as text
            from billing_run_actions a where a.tenant_id = :tenant and a.id = any(:actions)""");

    /** The mail could not even be made. */
    static MailResult unsendable(MailJob job) {
        return new MailResult(job, "unsendable", job.failed(), "failed", job.attempts(), job.problem(), null);
    }

    /** The action is done; its notice is limited to others. */
    static MailResult notMeant(MailJob job) {
        return new MailResult(job, "not meant", job.done(), null, job.attempts(), null, null);
    }

    static MailResult of(MailJob job, Delivery delivery, Tuning tuning, OffsetDateTime business) {
        int attempts = job.attempts() + 1;
        return switch (delivery) {
            case Sent() -> new MailResult(job, "sent", job.done(), "sent", attempts, null, null);
            case Rejected(int code, String reason) ->
                new MailResult(
                        job,
                        "rejected",
                        job.failed(),
                        "failed",
                        attempts,
                        "the mail was refused: " + code + " " + reason,
                        null);
            case Unknown(String reason) ->
                new MailResult(job, "unknown", job.failed(), "unknown", attempts, UNKNOWN + reason, null);
            case Deferred(int code, String reason)
            when attempts >= tuning.mailAttempts() ->
                new MailResult(
                        job,
                        "given up",
                        job.failed(),
                        "failed",
                        attempts,
                        "not delivered after " + attempts + " attempts: " + code + " " + reason,
                        null);
            case Deferred _ -> {
                Duration wait = tuning.mailBackOff().multipliedBy(1L << Math.min(attempts - 1, 10));
                // a mail that is the deed goes back to pending, so that its candidate is checked again
                String status = job.isDeed() ? "pending" : job.done();
                String mailState = job.isDeed() ? null : "queued";
                yield new MailResult(job, "deferred", status, mailState, attempts, null, business.plus(wait));
            }
        };
    }

    String statusBefore() {
        return job.about().status();
    }
}
