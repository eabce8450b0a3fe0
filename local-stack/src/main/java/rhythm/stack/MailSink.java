package rhythm.stack;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that delivers nothing and keeps everything; people read it all in one IMAP mailbox. */
public final class MailSink implements AutoCloseable {
    /** Login and password of the one mailbox. */
    public static final String READER = "reader";

    private static final String HOST = "localhost";

    private final GreenMail server;
    private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    private MailSink(GreenMail server) {
        this.server = server;
    }

    /** A sink on any free port that only records: thousands of mails cost little. */
    public static MailSink start() {
        return open(0, -1);
    }

    /** A sink whose mails can also be read over IMAP as user and password {@link #READER}. */
    public static MailSink start(int smtpPort, int imapPort) {
        return open(smtpPort, imapPort);
    }

    private static MailSink open(int smtpPort, int imapPort) {
        List<ServerSetup> setups = new ArrayList<>();
        setups.add(new ServerSetup(smtpPort, HOST, ServerSetup.PROTOCOL_SMTP));
        if (imapPort >= 0) {
            setups.add(new ServerSetup(imapPort, HOST, ServerSetup.PROTOCOL_IMAP));
        }
        MailSink sink = new MailSink(new GreenMail(setups.toArray(ServerSetup[]::new)));
        GreenMailUser reader = imapPort >= 0 ? sink.server.setUser(READER, READER) : new RecordOnlyUser();
        sink.server.getUserManager().setMessageDeliveryHandler((message, address) -> {
            sink.record(message, address.getEmail());
            return reader;
        });
        sink.server.start();
        return sink;
    }

    private void record(MovingMessage message, String recipient) throws UserException {
        try {
            mails.add(Mail.of(message.getMessage(), recipient));
            count.incrementAndGet();
        } catch (jakarta.mail.MessagingException e) {
            throw new UserException("mail for " + recipient + " is unreadable", e);
        }
    }

    /** The port that takes mail. */
    public int smtpPort() {
        return server.getSmtp().getPort();
    }

    /** How many mails arrived since the last {@link #clear()}. */
    public int count() {
        return count.get();
    }

    /** The mails that arrived, oldest first. */
    public List<Mail> messages() {
        return List.copyOf(mails);
    }

    /** Forgets everything that arrived. */
    public void clear() {
        mails.clear();
        count.set(0);
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException("the mailbox could not be emptied", e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
