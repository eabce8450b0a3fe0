package rhythm.stack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhythm.stack.Checkout;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.TokenIssuer;
import rhythm.stack.demo.certifications.CertificationStory;
import rhythm.stack.demo.collect.CollectStory;
import rhythm.stack.demo.membership.MembershipStory;

/** Starts what the demo needs beside anything that runs already, and leaves nothing behind. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Replays years of real licences and holds every deed, and every cent, against the file.")
@NullUnmarked
public final class DemoCommand implements Callable<Integer> {
    private static final String TENANT = "chicago";

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..1",
            defaultValue = "membership",
            description = "Whose demo: membership, certifications or collect (default: ${DEFAULT-VALUE}).")
    Service service;

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
                ServiceProcess process = ServiceProcess.start(
                        Checkout.current(),
                        service.module(),
                        asNative,
                        service.settings(postgres, issuer, sink, Ports.anyFree()),
                        scratch.resolve(service.module() + ".log"))) {
            ServiceClient client = new ServiceClient(process.url(), TENANT, issuer.token(TENANT));
            Story<?> story = story(client);
            if (!json) {
                System.out.println(MonthRow.header(story.columns()));
            }
            DemoReport report = new Demo(client, sink, this::show).run(story);
            System.out.println(json ? report.json(process.residentMemory()) : report.closing(process.residentMemory()));
            return report.reconciles() ? 0 : 1;
        } finally {
            delete(scratch);
        }
    }

    private Story<?> story(ServiceClient client) {
        return switch (service) {
            case MEMBERSHIP -> new MembershipStory(client);
            case CERTIFICATIONS -> new CertificationStory(client);
            case COLLECT -> new CollectStory(client);
        };
    }

    private void show(MonthRow month) {
        if (!json) {
            System.out.println(month.line());
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
