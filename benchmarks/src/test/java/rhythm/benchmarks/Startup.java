package rhythm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import rhythm.stack.MailSink;
import rhythm.stack.PostgresServer;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** From start to the first 200, and memory when idle: the service itself, on the JVM and native; median of seven. */
final class Startup {
    private static final int RUNS = 7;

    private Startup() {}

    static List<Figure> measure(Path root) throws IOException, InterruptedException {
        Path built = root.resolve("membership-billing/target");
        List<Figure> figures = new ArrayList<>();
        try (PostgresServer postgres = PostgresServer.start();
                TokenIssuer issuer = TokenIssuer.start(0);
                MailSink mails = MailSink.start()) {
            int port = Stage.freePort();
            URI service = URI.create("http://localhost:" + port);
            Map<String, String> settings = new ServiceSettings(
                            postgres.database("membership"),
                            issuer.issuerUrl(TokenIssuer.LOCAL),
                            mails.smtpPort(),
                            port)
                    .asMap();
            figures.addAll(
                    runs("JVM", ServiceRun.jvm(built.resolve("quarkus-app/quarkus-run.jar"), settings), service, root));
            Optional<Path> runner = nativeRunner(built);
            if (runner.isPresent()) {
                figures.addAll(runs("native", ServiceRun.executable(runner.get(), settings), service, root));
            } else {
                figures.add(new Figure("start  native: not built (./mvnw -Dnative package)", "-", "", true));
            }
        }
        return figures;
    }

    private static Optional<Path> nativeRunner(Path built) throws IOException {
        try (var files = Files.list(built)) {
            return files.filter(file -> file.toString().endsWith("-runner")).findFirst();
        }
    }

    private static List<Figure> runs(String kind, List<String> command, URI service, Path root)
            throws IOException, InterruptedException {
        Path log =
                Files.createDirectories(root.resolve("benchmarks/target/stage")).resolve("start-" + kind + ".log");
        ServiceRun.start(command, service, log).close(); // migrates, and warms the disk's cache
        Samples seconds = new Samples();
        Samples memory = new Samples();
        for (int i = 0; i < RUNS; i++) {
            try (ServiceRun run = ServiceRun.start(command, service, log)) {
                TimeUnit.SECONDS.sleep(3); // idle
                seconds.add(run.secondsToFirstAnswer());
                memory.add(run.residentMegabytes());
            }
        }
        return List.of(
                Figure.of("start  " + kind + ": start to first 200, median of " + RUNS, seconds.median(), "s"),
                Figure.of("start  " + kind + ": resident memory, idle", memory.median(), "MB"));
    }
}
