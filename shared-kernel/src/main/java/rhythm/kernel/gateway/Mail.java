package rhythm.kernel.gateway;

import rhythm.kernel.notice.MailMessage;

/** Takes mails to the world. */
public interface Mail {
    /** Sends one mail and says what became of it; blocks, so it is for virtual threads, and never throws for a failure. */
    Delivery send(MailMessage message);
}
