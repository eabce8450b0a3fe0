package rhythm.kernel.gateway;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import rhythm.kernel.gateway.Delivery.Deferred;
import rhythm.kernel.gateway.Delivery.Rejected;
import rhythm.kernel.gateway.Delivery.Sent;
import rhythm.kernel.gateway.Delivery.Unknown;

/**
 * One connection to the mail server. It notes the one moment that matters: once the final dot is on its way, a lost
 * connection no longer means a lost mail.
 */
final class SmtpLine extends SMTPTransport {
    private boolean handedOver;
    private int answerToMail;
    private int refusal;
    private String refusalText = "";
    private boolean usable;

    SmtpLine(Session session) {
        super(session, new URLName("smtp", null, -1, null, null, null));
    }

    Delivery deliver(MimeMail mail) {
        handedOver = false;
        answerToMail = 0;
        refusal = 0;
        refusalText = "";
        usable = false;
        try {
            // all or none: with one address refused, the mail goes to nobody
            sendMessage(mail, mail.recipients());
            usable = true;
            return new Sent();
        } catch (MessagingException | IllegalStateException failed) {
            Delivery delivery = outcome(String.valueOf(failed.getMessage()).strip());
            usable = refusal != 0 && refusal != 421;
            return delivery;
        }
    }

    private Delivery outcome(String failure) {
        if (handedOver && answerToMail / 100 == 2) {
            return new Sent();
        }
        if (handedOver && answerToMail < 400) {
            return new Unknown("the connection was lost after the mail had been handed over: " + failure);
        }
        return switch (refusal / 100) {
            case 5 -> new Rejected(refusal, refusalText);
            case 4 -> new Deferred(refusal, refusalText);
            default -> new Deferred(0, failure);
        };
    }

    /** Whether the next mail may go over this connection. */
    boolean isUsable() {
        return usable;
    }

    void hangUp() {
        try {
            close();
        } catch (MessagingException gone) {
            // the server hung up first
        }
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        handedOver = true;
        super.finishData();
    }

    /** The first refusal is the reason; what follows it (RSET) only tidies up. */
    @Override
    protected int readServerResponse() throws MessagingException {
        int code = super.readServerResponse();
        if (handedOver && answerToMail == 0) {
            answerToMail = code;
        }
        if (refusal == 0 && code >= 400 && code < 600) {
            refusal = code;
            refusalText = getLastServerResponse().strip();
        }
        return code;
    }
}
