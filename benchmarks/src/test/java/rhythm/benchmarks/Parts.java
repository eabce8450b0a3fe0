package rhythm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import rhythm.stack.MailSink;
import rhythm.stack.PostgresServer;
import rhythm.stack.TokenIssuer;

/** Postgres, issuer and mail sink of one benchmark; services are put on stage over them. */
record Parts(Path root, Path work, Path data, PostgresServer postgres, TokenIssuer issuer, MailSink mails)
        implements AutoCloseable {

    static Parts start(Path root) throws IOException {
        Path work = Files.createDirectories(root.resolve("benchmarks/target/stage"));
        // with a data directory commits are synchronous, as in production
        Path data = Files.createTempDirectory(work, "data");
        return new Parts(root, work, data, PostgresServer.start(data, 0), TokenIssuer.start(0), MailSink.start());
    }

    /** A module's service as it was packaged. */
    Path packaged(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    @Override
    public void close() {
        mails.close();
        issuer.close();
        postgres.close();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
