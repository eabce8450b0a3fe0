package rhythm.stack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.stack.Checkout;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;
import rhythm.stack.demo.certifications.CertificationStory;
import rhythm.stack.demo.collect.CollectStory;
import rhythm.stack.demo.membership.MembershipStory;
import rhythm.stack.demo.renewals.RenewalStory;

/** What a service's demo is played on: parts of its own beside anything that runs already; it leaves nothing behind. */
final class DemoStage implements AutoCloseable {
    private final Service service;
    private final boolean asNative;
    private final Path scratch;
    private final PostgresServer postgres = PostgresServer.start();
    private final TokenIssuer issuer = TokenIssuer.start(0);
    private final MailSink sink = MailSink.start();

    DemoStage(Service service, boolean asNative) throws IOException {
        this.service = service;
        this.asNative = asNative;
        this.scratch = Files.createTempDirectory("rhythm-demo");
    }

    /** Plays the service's story, and its second chapter, in one tenant; the clock stands so far from the machine's. */
    DemoResult play(
            String tenant,
            Duration shift,
            Length length,
            Consumer<Story<?>> before,
            Consumer<MonthRow> progress,
            Consumer<DemoReport> after) {
        try (ServiceProcess collect = hasRenewals() ? start(Service.COLLECT, settings(Service.COLLECT, shift)) : null;
                ServiceProcess process = start(service, connected(settings(service, shift), collect))) {
            String token = issuer.token(tenant);
            ServiceClient client = new ServiceClient(process.url(), tenant, token);
            Function<Story<?>, DemoReport> teller = story -> {
                before.accept(story);
                DemoReport report = new Demo(client, sink, progress).run(story);
                after.accept(report);
                return report;
            };
            DemoReport first = teller.apply(story(client, length));
            Optional<DemoReport> renewals = Optional.ofNullable(collect)
                    .map(money -> new RenewalStory(client, new ServiceClient(money.url(), tenant, token), length))
                    .map(teller);
            return new DemoResult(first, renewals, process.residentMemory());
        }
    }

    /** The members' second chapter is about money, which is collect-billing's. */
    private boolean hasRenewals() {
        return service == Service.MEMBERSHIP;
    }

    private ServiceSettings settings(Service which, Duration shift) {
        ServiceSettings settings = which.settings(postgres, issuer, sink, Ports.anyFree());
        return shift.isZero() ? settings : settings.shifted(shift);
    }

    private ServiceProcess start(Service which, ServiceSettings settings) {
        return ServiceProcess.start(
                Checkout.current(), which.module(), asNative, settings, scratch.resolve(which.module() + ".log"));
    }

    private ServiceSettings connected(ServiceSettings settings, @Nullable ServiceProcess collect) {
        return collect == null ? settings : settings.ordering(service.module(), collect.url());
    }

    private Story<?> story(ServiceClient client, Length length) {
        return switch (service) {
            case MEMBERSHIP -> new MembershipStory(client, length);
            case CERTIFICATIONS -> new CertificationStory(client, length);
            case COLLECT -> new CollectStory(client, length);
        };
    }

    @Override
    public void close() throws IOException {
        sink.close();
        issuer.close();
        postgres.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
