package rhythm.kernel.gateway;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import rhythm.kernel.notice.MailMessage;

/** The encoded body of a mail, plain, html or both as alternatives, with the headers that describe it. */
record MimeBody(Map<String, String> headers, byte[] content) {
    /** Quoted-printable writes every equals sign as =3D, so this line cannot occur in a part. */
    private static final String BOUNDARY = "=_rhythm_alternative";

    private static final Map<String, String> BOTH =
            Map.of("Content-Type", "multipart/alternative; boundary=\"" + BOUNDARY + "\"");

    static MimeBody of(MailMessage mail) throws MessagingException {
        String text = mail.text();
        String html = mail.html();
        if (html == null) {
            return part("plain", text == null ? "" : text);
        }
        return text == null ? part("html", html) : alternatives(part("plain", text), part("html", html));
    }

    private static MimeBody alternatives(MimeBody... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (MimeBody part : parts) {
            StringBuilder head = new StringBuilder("--" + BOUNDARY + "\r\n");
            part.headers.forEach((name, value) ->
                    head.append(name).append(": ").append(value).append("\r\n"));
            all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(part.content);
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return new MimeBody(BOTH, all.toByteArray());
    }

    private static MimeBody part(String subtype, String body) throws MessagingException {
        ByteArrayOutputStream content = new ByteArrayOutputStream(body.length() + body.length() / 8);
        try (OutputStream encoder = MimeUtility.encode(content, "quoted-printable")) {
            encoder.write(body.replaceAll("\\r\\n|\\r|\\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new MessagingException("the body cannot be written", impossible);
        }
        return new MimeBody(
                Map.of(
                        "Content-Type",
                        "text/" + subtype + "; charset=UTF-8",
                        "Content-Transfer-Encoding",
                        "quoted-printable"),
                content.toByteArray());
    }
}
