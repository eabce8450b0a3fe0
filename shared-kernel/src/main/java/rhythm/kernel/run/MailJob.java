package rhythm.kernel.run;

import rhythm.kernel.notice.MailMessage;

/**
 * A mail that an action asks for: what is to be sent, or why it cannot be.
 *
 * @param isDeed whether the mail is what the action is about; otherwise the action is complete already
 */
record MailJob(
        String action,
        String candidate,
        String type,
        boolean isDeed,
        int attempts,
        MailMessage message,
        String problem,
        boolean isMeant) {}
