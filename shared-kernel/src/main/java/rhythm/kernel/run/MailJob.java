package rhythm.kernel.run;

import rhythm.kernel.notice.MailMessage;

/**
 * A mail that an action asks for: what is to be sent, or why it cannot be.
 *
 * @param isMeant whether the notice is for the candidate
 */
record MailJob(MailAction about, MailMessage message, String problem, boolean isMeant) {
    String action() {
        return about.id();
    }

    String candidate() {
        return about.candidate();
    }

    String type() {
        return about.type();
    }

    boolean isDeed() {
        return about.isDeed();
    }

    int attempts() {
        return about.attempts();
    }

    /** The action's status when the mail is out, or none is to be sent. */
    String done() {
        return isDeed() ? "completed" : about.status();
    }

    /** The action's status when the mail failed; a declined payment stays what it is. */
    String failed() {
        return about.status().equals("payment failure") ? about.status() : "error";
    }
}
