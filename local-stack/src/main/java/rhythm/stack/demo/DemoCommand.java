package rhythm.stack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhythm.stack.Checkout;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** Starts what the demo needs beside anything that runs already, and leaves nothing behind. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Replays seventeen years of real licence terms and holds every mail and drop against the file.")
public final class DemoCommand implements Callable<Integer> {
    private static final String TENANT = "chicago";

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Option(names = "--native", description = "Run the native executable instead of the JVM.")
    boolean asNative;

    @Override
    public Integer call() throws IOException {
        Path scratch = Files.createTempDirectory("rhythm-demo");
        try (PostgresServer postgres = PostgresServer.start();
                TokenIssuer issuer = TokenIssuer.start(0);
                MailSink sink = MailSink.start();
                ServiceProcess service = ServiceProcess.start(
                        Checkout.current(),
                        "membership-billing",
                        asNative,
                        new ServiceSettings(
                                postgres.database("membership"),
                                issuer.issuerUrl(TokenIssuer.LOCAL),
                                sink.smtpPort(),
                                Ports.anyFree()),
                        scratch.resolve("membership-billing.log"))) {
            if (!json) {
                System.out.println(DemoMonth.HEADER);
            }
            ServiceClient client = new ServiceClient(service.url(), TENANT, issuer.token(TENANT));
            DemoReport report = new Demo(client, sink, this::show).run();
            System.out.println(json ? report.json(service.residentMemory()) : report.closing(service.residentMemory()));
            return report.missing() == 0 && report.surplus() == 0 ? 0 : 1;
        } finally {
            delete(scratch);
        }
    }

    private void show(DemoMonth month) {
        if (!json) {
            System.out.println(month.row());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
