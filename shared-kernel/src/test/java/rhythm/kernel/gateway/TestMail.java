package rhythm.kernel.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import rhythm.kernel.notice.MailMessage;

/** A mail and a sender for tests. */
final class TestMail {
    private TestMail() {}

    static SmtpMail sender(int port) {
        return new SmtpMail(new Settings(port, 3), Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC));
    }

    static MailMessage to(String address) {
        return mail(address, "Your membership", "Dear Ann");
    }

    static MailMessage mail(String address, String subject, String text) {
        return new MailMessage(MailMessage.messageId("chamber", "a1"), null, address, subject, null, text, Map.of());
    }

    record Settings(int port, int connections) implements MailSettings {
        @Override
        public String host() {
            return "localhost";
        }

        @Override
        public Optional<String> user() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Tls tls() {
            return Tls.NONE;
        }

        @Override
        public String from() {
            return "Chamber <billing@chamber.example>";
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }
    }
}
