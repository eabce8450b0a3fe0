package rhythm.kernel.notice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mail, ready to be sent; to one person, or to some who see each other's names. The message id is made from the action's
 * id, so that a mail which was sent twice after all can be told by its id. {@code from} is absent when the installation's own sender is meant.
 */
public record MailMessage(
        String messageId,
        @Nullable String from,
        String to,
        List<String> alsoTo,
        String subject,
        @Nullable String html,
        @Nullable String text,
        Map<String, String> headers) {

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,60}");
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>@\\s\\p{Cntrl}]{1,200}@[A-Za-z0-9.-]{1,100}>");

    /** Refuses what could smuggle in a header: a broken message id, an odd header name, a line break in a value. */
    public MailMessage {
        if (!MESSAGE_ID.matcher(messageId).matches()) {
            throw new IllegalArgumentException("not a message id: " + messageId);
        }
        alsoTo = List.copyOf(alsoTo);
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!HEADER_NAME.matcher(name).matches() || value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a mail header has a name or value that cannot be sent");
            }
        });
    }

    /** A mail to one person. */
    public MailMessage(
            String messageId,
            @Nullable String from,
            String to,
            String subject,
            @Nullable String html,
            @Nullable String text,
            Map<String, String> headers) {
        this(messageId, from, to, List.of(), subject, html, text, headers);
    }

    /** The message id that belongs to a mail of a tenant's action, the same however often it is asked for. */
    public static String messageId(String tenant, String mailId) {
        return "<" + safe(mailId) + "." + safe(tenant) + "@rhythm-billing>";
    }

    /** Keeps letters, digits, dash and underscore; writes every other byte as {@code =xx}, so ids stay distinct. */
    private static String safe(String id) {
        StringBuilder safe = new StringBuilder();
        for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '-' || b == '_';
            safe.append(plain ? String.valueOf((char) b) : String.format("=%02x", b));
        }
        return safe.toString();
    }
}
