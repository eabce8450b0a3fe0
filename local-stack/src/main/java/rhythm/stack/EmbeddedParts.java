package rhythm.stack;

import java.util.Map;

/** Postgres, issuer and mail sink for the tests of one JVM: started when first asked for, ended with the JVM. */
public final class EmbeddedParts {
    private final PostgresServer postgres = PostgresServer.forTests();
    private final TokenIssuer issuer = TokenIssuer.start(0);
    private final MailSink mails = MailSink.start();

    private EmbeddedParts() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }

    private static final class Holder {
        static final EmbeddedParts PARTS = new EmbeddedParts();
    }

    /** The parts of this JVM. */
    public static EmbeddedParts shared() {
        return Holder.PARTS;
    }

    /** The database server. */
    public PostgresServer postgres() {
        return postgres;
    }

    /** Who signs tokens. */
    public TokenIssuer issuer() {
        return issuer;
    }

    /** Where mails arrive. */
    public MailSink mails() {
        return mails;
    }

    /** What the named service reads to work with these parts, on any free HTTP port. */
    public Map<String, String> settings(String service) {
        return settings(service, 0);
    }

    /** What the named service reads to work with these parts, on the given HTTP port. */
    public Map<String, String> settings(String service, int httpPort) {
        return new ServiceSettings(
                        postgres.database(service), issuer.issuerUrl(TokenIssuer.LOCAL), mails.smtpPort(), httpPort)
                .asMap();
    }

    private void close() {
        mails.close();
        issuer.close();
        postgres.close();
    }
}
