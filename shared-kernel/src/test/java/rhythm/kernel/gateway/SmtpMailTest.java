package rhythm.kernel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.kernel.gateway.Delivery.Sent;
import rhythm.kernel.notice.MailMessage;

class SmtpMailTest {
    private static final Logger LOG = Logger.getLogger("com.icegreen.greenmail");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        LOG.setLevel(Level.WARNING);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private SmtpMail sender() {
        return TestMail.sender(server.getSmtp().getPort());
    }

    @Test
    void one_mail_goes_to_several_who_see_each_other() throws Exception {
        MailMessage mail = new MailMessage(
                "<a.chamber@rhythm-billing>",
                null,
                "ann@example.org",
                List.of("Bo <bo@example.org>"),
                "s",
                null,
                "t",
                Map.of());
        assertEquals(new Sent(), sender().send(mail));
        assertEquals(2, server.getReceivedMessages().length);
        assertEquals(2, server.getReceivedMessages()[0].getAllRecipients().length);
    }

    @Test
    void both_bodies_arrive_as_alternatives_in_utf_8() throws Exception {
        MailMessage mail = new MailMessage(
                MailMessage.messageId("chamber", "a/1"),
                "Übersee-Kammer <office@chamber.example>",
                "Zoë Größe <zoe@example.org>",
                "Mitgliedschaft läuft ab: 日本",
                "<p>Grüße &amp; 日本 = ok</p>\n.\n",
                "Grüße\n.\n日本 = ok " + "x".repeat(200),
                Map.of("List-Unsubscribe", "<mailto:stop@chamber.example>"));
        assertEquals(new Sent(), sender().send(mail));
        MimeMessage received = server.getReceivedMessages()[0];
        assertEquals("<a=2f1.chamber@rhythm-billing>", received.getMessageID());
        assertEquals("Mitgliedschaft läuft ab: 日本", received.getSubject());
        InternetAddress from = (InternetAddress) received.getFrom()[0];
        assertEquals("Übersee-Kammer", from.getPersonal());
        assertEquals("<mailto:stop@chamber.example>", received.getHeader("List-Unsubscribe", null));
        MimeMultipart bodies = (MimeMultipart) received.getContent();
        assertEquals(
                "Grüße\n.\n日本 = ok " + "x".repeat(200),
                unix(bodies.getBodyPart(0).getContent()));
        assertEquals(
                "<p>Grüße &amp; 日本 = ok</p>\n.\n", unix(bodies.getBodyPart(1).getContent()));
    }

    @Test
    void the_installations_sender_stands_in_when_none_is_named() throws Exception {
        sender().send(TestMail.to("ann@example.org"));
        assertEquals("Chamber <billing@chamber.example>", server.getReceivedMessages()[0].getFrom()[0].toString());
    }

    @Test
    void a_line_break_in_a_subject_makes_no_header() throws Exception {
        sender().send(TestMail.mail("ann@example.org", "Hello\r\nBcc: eve@example.org\r\n\r\nbody", "Dear Ann"));
        MimeMessage received = server.getReceivedMessages()[0];
        assertNull(received.getHeader("Bcc"));
        assertEquals("Hello Bcc: eve@example.org body", received.getSubject());
        assertEquals(1, server.getReceivedMessages().length);
    }

    @Test
    void a_line_break_in_any_other_header_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> withHeader("X-Note", "a\r\nBcc: eve@example.org"));
        assertThrows(IllegalArgumentException.class, () -> withHeader("Bcc: eve@example.org\r\nX", "a"));
    }

    @Test
    void a_thousand_mails_go_over_a_few_connections() throws Exception {
        SmtpMail mail = sender();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Delivery> delivery : threads.invokeAll(IntStream.range(0, 1000)
                    .<java.util.concurrent.Callable<Delivery>>mapToObj(
                            i -> () -> mail.send(TestMail.to("member" + i + "@example.org")))
                    .toList())) {
                assertEquals(new Sent(), delivery.get());
            }
        }
        assertEquals(1000, server.getReceivedMessages().length);
        assertEquals(
                1000,
                Arrays.stream(server.getReceivedMessages())
                        .map(SmtpMailTest::recipient)
                        .distinct()
                        .count());
        assertTrue(mail.opened() <= 3, () -> mail.opened() + " connections");
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (jakarta.mail.MessagingException broken) {
            throw new AssertionError(broken);
        }
    }

    private static MailMessage withHeader(String name, String value) {
        return new MailMessage(
                MailMessage.messageId("t", "a"), null, "ann@example.org", "s", null, "t", Map.of(name, value));
    }

    private static String unix(Object content) {
        return content.toString().replace("\r\n", "\n");
    }
}
