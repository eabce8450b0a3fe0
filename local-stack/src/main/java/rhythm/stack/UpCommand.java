package rhythm.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts everything on its usual ports and says how to use it. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts the suite; its data survives.")
public final class UpCommand implements Callable<Integer> {
    private static final Map<String, Integer> PARTS =
            Map.of("Postgres", Ports.POSTGRES, "token issuer", Ports.ISSUER, "SMTP", Ports.SMTP, "IMAP", Ports.IMAP);

    @Parameters(
            paramLabel = "SERVICE",
            arity = "0..*",
            description = "Start these services only: membership, certifications, collect. Without: all there are.")
    List<Service> chosen = new ArrayList<>();

    @Option(names = "--detach", description = "Return once everything answers; ./suite down ends it.")
    boolean detach;

    @Option(names = "--fresh", description = "Begin with empty databases.")
    boolean fresh;

    @Option(names = "--native", description = "Run the native executable instead of the JVM.")
    boolean asNative;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checkout checkout = Checkout.current();
        ProcessRecord suite = new ProcessRecord(checkout.state("suite.pid"));
        if (suite.running().isPresent()) {
            System.err.println("suite: it is up already; ./suite down ends it.");
            return 1;
        }
        List<Service> services = chosen.isEmpty() ? Service.in(checkout) : chosen;
        // A service whose suite was killed may still hold its port.
        List.of(Service.values()).forEach(service -> service.process(checkout).end());
        LeftoverServer.endIn(checkout.state("data"));
        PARTS.forEach(Ports::requireFree);
        services.forEach(service -> Ports.requireFree(service.module(), service.port()));
        if (fresh) {
            clear(checkout.state("data"));
        }
        Files.deleteIfExists(checkout.state("ready"));
        return detach ? detach(checkout, suite) : stay(checkout, suite, services);
    }

    private int stay(Checkout checkout, ProcessRecord suite, List<Service> services)
            throws IOException, InterruptedException {
        suite.write(ProcessHandle.current());
        RunningSuite running = RunningSuite.start(checkout, services, asNative);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            running.close();
            suite.forget();
        }));
        System.out.println(running.greeting());
        Files.writeString(checkout.state("ready"), running.greeting());
        new CountDownLatch(1).await();
        return 0;
    }

    private int detach(Checkout checkout, ProcessRecord suite) throws IOException, InterruptedException {
        Path log = checkout.state("log").resolve("suite.log");
        Files.createDirectories(log.getParent());
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = Stream.of(
                        Stream.of(self.command().orElseThrow()),
                        Stream.of("-Drhythm.root=" + checkout.root(), "-cp", System.getProperty("java.class.path")),
                        Stream.of(Suite.class.getName(), "up"),
                        chosen.stream().map(Service::domain),
                        asNative ? Stream.of("--native") : Stream.<String>empty())
                .flatMap(part -> part)
                .toList();
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        while (!Files.exists(checkout.state("ready"))) {
            if (child.waitFor(100, TimeUnit.MILLISECONDS)) {
                System.err.print(Files.readString(log));
                suite.forget();
                return child.exitValue();
            }
        }
        System.out.println(Files.readString(checkout.state("ready")));
        return 0;
    }

    private static void clear(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
