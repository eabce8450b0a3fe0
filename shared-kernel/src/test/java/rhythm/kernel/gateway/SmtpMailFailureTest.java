package rhythm.kernel.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rhythm.kernel.gateway.Delivery.Deferred;
import rhythm.kernel.gateway.Delivery.Rejected;
import rhythm.kernel.gateway.Delivery.Sent;
import rhythm.kernel.gateway.Delivery.Unknown;

class SmtpMailFailureTest {

    @ParameterizedTest
    @CsvSource({"MAIL,550", "RCPT,550", "RCPT,552", "DATA,554", ".,552"})
    void a_permanent_refusal_at_any_point_is_final(String command, int code) throws IOException {
        Delivery delivery = sendTo(Map.of(command, code + " no such user"));
        assertEquals(new Rejected(code, code + " no such user"), delivery);
    }

    @ParameterizedTest
    @CsvSource({"MAIL,421", "RCPT,450", "RCPT,451", "DATA,451", ".,451", ".,421"})
    void a_temporary_refusal_at_any_point_may_be_tried_again(String command, int code) throws IOException {
        Delivery delivery = sendTo(Map.of(command, code + " later"));
        assertEquals(new Deferred(code, code + " later"), delivery);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "EHLO", "MAIL", "RCPT", "DATA"})
    void a_connection_cut_before_the_mail_was_handed_over_may_be_tried_again(String command) throws IOException {
        assertEquals(
                0, assertInstanceOf(Deferred.class, sendTo(hangUpAt(command))).code());
    }

    @Test
    void a_connection_cut_after_the_mail_was_handed_over_is_unknown() throws IOException {
        assertInstanceOf(Unknown.class, sendTo(Map.of(".", TalkingServer.CUT)));
    }

    @Test
    void a_mail_refused_at_its_end_is_refused_even_if_the_server_then_hangs_up() throws IOException {
        assertInstanceOf(Rejected.class, sendTo(Map.of(".", "554 spam", "RSET", TalkingServer.CUT)));
    }

    @Test
    void senseless_words_after_the_mail_leave_it_unknown() throws IOException {
        assertInstanceOf(Unknown.class, sendTo(Map.of(".", "what")));
    }

    @Test
    void a_server_that_is_away_may_be_tried_again() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertInstanceOf(Deferred.class, TestMail.sender(port).send(TestMail.to("ann@example.org")));
    }

    @Test
    void an_idle_connection_the_server_closed_is_replaced() throws IOException {
        try (TalkingServer server = new TalkingServer(Map.of("RSET", TalkingServer.CUT, "RCPT", "450 later"))) {
            SmtpMail mail = TestMail.sender(server.port());
            assertInstanceOf(Deferred.class, mail.send(TestMail.to("ann@example.org")));
            assertEquals(new Deferred(450, "450 later"), mail.send(TestMail.to("ann@example.org")));
            assertEquals(2, server.connections.get());
        }
    }

    @Test
    void a_refused_mail_does_not_spoil_the_connection() throws IOException {
        try (TalkingServer server = new TalkingServer(Map.of("RCPT", "550 no such user"))) {
            SmtpMail mail = TestMail.sender(server.port());
            mail.send(TestMail.to("ann@example.org"));
            mail.send(TestMail.to("bob@example.org"));
            assertEquals(1, server.connections.get());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.org",
                "ann@example.org, bob@example.org",
                "team: ann@example.org;",
                "ann@exa mple.org",
                "ann@example.org\r\nRCPT TO:<bob@example.org>",
                "änn@example.org"
            })
    void an_address_that_cannot_be_is_rejected_without_asking_the_server(String address) throws IOException {
        try (TalkingServer server = new TalkingServer(Map.of())) {
            assertInstanceOf(Rejected.class, TestMail.sender(server.port()).send(TestMail.to(address)));
            assertEquals(0, server.connections.get());
        }
    }

    @Test
    void a_mail_is_handed_over_once() throws IOException {
        try (TalkingServer server = new TalkingServer(Map.of(".", TalkingServer.CUT))) {
            TestMail.sender(server.port()).send(TestMail.to("ann@example.org"));
            assertEquals(1, server.mails.get());
        }
        assertEquals(new Sent(), sendTo(Map.of()));
    }

    private static Map<String, String> hangUpAt(String command) {
        // a client that is not heard on EHLO tries HELO
        return Map.of(command, TalkingServer.CUT, "HELO", TalkingServer.CUT);
    }

    private static Delivery sendTo(Map<String, String> script) throws IOException {
        try (TalkingServer server = new TalkingServer(script)) {
            return TestMail.sender(server.port()).send(TestMail.to("ann@example.org"));
        }
    }
}
