package rhythm.stack;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** A mail that arrived, as far as people and tests ask about it. */
public record Mail(String messageId, String to, String subject, String text) {

    static Mail of(MimeMessage message, String recipient) throws MessagingException {
        try {
            return new Mail(message.getMessageID(), recipient, message.getSubject(), text(message));
        } catch (IOException e) {
            throw new MessagingException("unreadable mail", e);
        }
    }

    /** The plain text; of a mail without one, the HTML. */
    private static String text(Part part) throws MessagingException, IOException {
        Object content = part.getContent();
        if (!(content instanceof Multipart parts)) {
            return content instanceof String text ? text : "";
        }
        String found = "";
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart each = parts.getBodyPart(i);
            String text = text(each);
            if (each.isMimeType("text/plain")) {
                return text;
            }
            found = found.isEmpty() ? text : found;
        }
        return found;
    }
}
