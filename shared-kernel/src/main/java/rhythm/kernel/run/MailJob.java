package rhythm.kernel.run;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.notice.MailMessage;

/**
 * A mail that an action asks for: how it is made, the mail once that is done, or why it cannot be.
 *
 * @param weight about how many characters the mail will have
 * @param isMeant whether the notice is for the candidate
 */
record MailJob(
        MailAction about,
        int weight,
        @Nullable Supplier<MailMessage> making,
        @Nullable MailMessage message,
        @Nullable String problem,
        boolean isMeant) {
    static MailJob unsendable(MailAction about, String problem, boolean isMeant) {
        return new MailJob(about, 0, null, null, problem, isMeant);
    }

    static MailJob sendable(MailAction about, int weight, Supplier<MailMessage> making, boolean isMeant) {
        return new MailJob(about, weight, making, null, null, isMeant);
    }

    /** The same with its mail made, or with why that failed. */
    MailJob made() {
        try {
            return new MailJob(about, weight, null, making.get(), null, isMeant);
        } catch (IllegalArgumentException tooLong) {
            return unsendable(about, "the notice " + about.notice() + ": " + tooLong.getMessage(), isMeant);
        } catch (RuntimeException broken) {
            return unsendable(about, "the notice " + about.notice() + " could not be rendered", isMeant);
        }
    }

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
