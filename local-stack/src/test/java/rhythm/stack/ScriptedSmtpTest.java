package rhythm.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedSmtpTest {
    private final ScriptedSmtp smtp = ScriptedSmtp.start();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void anUnscriptedRecipientGetsHisMail() {
        send("ann@chamber.example");
        assertEquals("ann@chamber.example", smtp.taken().getFirst().to());
    }

    @Test
    void aRefusedRecipientGetsNothing() {
        smtp.script("ann@chamber.example", ScriptedSmtp.Answer.REFUSE);
        assertThrows(RuntimeException.class, () -> send("ann@chamber.example"));
        assertEquals(0, smtp.taken().size());
    }

    @Test
    void aBrokenConnectionMayStillHaveDelivered() {
        smtp.script("ann@chamber.example", ScriptedSmtp.Answer.TAKE_AND_BREAK);
        assertThrows(RuntimeException.class, () -> send("ann@chamber.example"));
        assertEquals(1, smtp.taken().size());
    }

    private void send(String to) {
        GreenMailUtil.sendTextEmail(
                to,
                "office@chamber.example",
                "subject",
                "text",
                new ServerSetup(smtp.port(), "localhost", ServerSetup.PROTOCOL_SMTP));
    }
}
