package rhythm.kernel.gateway;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import rhythm.kernel.notice.MailMessage;

/**
 * A mail as it goes over the wire. It is written out once, headers and body, instead of being built of parts that look
 * up content handlers by reflection: the same bytes on the JVM and in a native image.
 */
final class MimeMail extends MimeMessage {
    private final InternetAddress[] recipients;

    private MimeMail(Session session, InternetAddress[] recipients, InternetHeaders headers, byte[] content) {
        super(session);
        this.recipients = recipients;
        this.headers = headers;
        this.content = content;
        this.modified = false;
        this.saved = true;
    }

    InternetAddress[] recipients() {
        return recipients.clone();
    }

    static MimeMail compose(Session session, MailMessage mail, InternetAddress from, Instant date)
            throws MessagingException {
        InternetAddress[] to = new InternetAddress[1 + mail.alsoTo().size()];
        to[0] = MailAddress.parse(mail.to());
        for (int i = 1; i < to.length; i++) {
            to[i] = MailAddress.parse(mail.alsoTo().get(i - 1));
        }
        MimeBody body = MimeBody.of(mail);
        InternetHeaders headers = new InternetHeaders();
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            headers.setHeader(header.getKey(), line(header.getKey(), header.getValue()));
        }
        headers.setHeader("Message-ID", mail.messageId());
        headers.setHeader("Date", new MailDateFormat().format(Date.from(date)));
        headers.setHeader("From", from.toString());
        headers.setHeader("To", InternetAddress.toString(to, "To: ".length()));
        headers.setHeader("Subject", line("Subject", mail.subject()));
        headers.setHeader("MIME-Version", "1.0");
        headers.setHeader("Auto-Submitted", "auto-generated");
        body.headers().forEach(headers::setHeader);
        return new MimeMail(session, to, headers, body.content());
    }

    /** One header value: no line break survives, what is not ASCII is encoded, long ones are folded. */
    private static String line(String name, String value) throws MessagingException {
        try {
            String flat = value.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
            return MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(flat, "UTF-8", null));
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("the header " + name + " cannot be written", impossible);
        }
    }
}
