package rhythm.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.Test;

class MailSinkTest {
    @Test
    void mailsAreRecordedWithRecipientSubjectAndText() {
        try (MailSink sink = MailSink.start(0, 0)) {
            send(sink, "ann@chamber.example", "Renew");
            send(sink, "bob@chamber.example", "Dropped");
            assertEquals(2, sink.count());
            assertEquals("ann@chamber.example", sink.messages().getFirst().to());
            assertEquals("Renew", sink.messages().getFirst().subject());
            assertEquals("the text", sink.messages().getFirst().text().strip());
        }
    }

    @Test
    void aClearedSinkIsEmpty() {
        try (MailSink sink = MailSink.start()) {
            send(sink, "ann@chamber.example", "Renew");
            sink.clear();
            assertEquals(0, sink.count());
            assertEquals(0, sink.messages().size());
        }
    }

    private static void send(MailSink sink, String to, String subject) {
        GreenMailUtil.sendTextEmail(
                to,
                "office@chamber.example",
                subject,
                "the text",
                new ServerSetup(sink.smtpPort(), "localhost", ServerSetup.PROTOCOL_SMTP));
    }
}
