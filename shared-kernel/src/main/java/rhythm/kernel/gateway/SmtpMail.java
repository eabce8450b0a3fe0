package rhythm.kernel.gateway;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.gateway.Delivery.Deferred;
import rhythm.kernel.gateway.Delivery.Rejected;
import rhythm.kernel.notice.MailMessage;

/** Mail over SMTP, on a few connections that stay open between mails. */
@ApplicationScoped
public class SmtpMail implements Mail {
    private static final int BAD_MAILBOX = 553;
    private static final int SERVICE_CLOSING = 421;

    private final MailSettings settings;
    private final SmtpSession session;
    private final Clock clock;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<SmtpLine> idle = new ConcurrentLinkedDeque<>();

    private final LongAdder opened = new LongAdder();

    SmtpMail(MailSettings settings, Clock clock) {
        this.settings = settings;
        this.session = new SmtpSession(settings);
        this.clock = clock;
        this.permits = new Semaphore(settings.connections(), true);
    }

    @Override
    public Delivery send(MailMessage message) {
        MimeMail mail;
        try {
            InternetAddress from = MailAddress.parse(message.from() == null ? settings.from() : message.from());
            mail = MimeMail.compose(session.session(), message, from, clock.instant());
        } catch (AddressException invalid) {
            return new Rejected(BAD_MAILBOX, "not a valid address: " + invalid.getMessage());
        } catch (MessagingException unsendable) {
            return new Rejected(BAD_MAILBOX, "not a valid mail: " + unsendable.getMessage());
        }
        permits.acquireUninterruptibly();
        try {
            return send(mail);
        } finally {
            permits.release();
        }
    }

    /** How many connections were opened so far. */
    long opened() {
        return opened.sum();
    }

    private Delivery send(MimeMail mail) {
        SmtpLine kept = idle.pollFirst();
        if (kept != null) {
            Delivery delivery = deliver(kept, mail);
            // the server hung up on the idle connection, or had enough of it: that says nothing of this mail
            if (!isHungUp(delivery)) {
                return delivery;
            }
        }
        SmtpLine fresh;
        try {
            fresh = session.open();
            opened.increment();
        } catch (MessagingException away) {
            return new Deferred(0, "no connection to the mail server: " + away.getMessage());
        }
        return deliver(fresh, mail);
    }

    private Delivery deliver(SmtpLine line, MimeMail mail) {
        Delivery delivery = line.deliver(mail);
        if (line.isUsable()) {
            idle.addFirst(line);
        } else {
            line.hangUp();
        }
        return delivery;
    }

    private static boolean isHungUp(Delivery delivery) {
        return delivery instanceof Deferred deferred && (deferred.code() == 0 || deferred.code() == SERVICE_CLOSING);
    }

    @PreDestroy
    void close() {
        for (@Nullable SmtpLine line = idle.pollFirst(); line != null; line = idle.pollFirst()) {
            line.hangUp();
        }
    }
}
