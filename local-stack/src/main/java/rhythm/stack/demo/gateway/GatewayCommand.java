package rhythm.stack.demo.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import rhythm.stack.CalendarDay;
import rhythm.stack.Checkout;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.PostgresServer;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;
import rhythm.stack.stripe.FakeStripe;

/** Lets collect-billing save, charge, refund and lose disputes at a Stripe that is not there, and says what its books make of it. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "Charges at a Stripe that keeps the rules of its documentation, and holds the books against it.")
@NullUnmarked
public final class GatewayCommand implements Callable<Integer> {
    private static final String TENANT = "chicago";
    private static final int USUAL_PACE = 25;

    @Option(names = "--native", description = "Run the native executable instead of the JVM.")
    boolean asNative;

    @Override
    public Integer call() throws IOException {
        Path log = Files.createTempFile("rhythm-gateway", ".log");
        try (PostgresServer postgres = PostgresServer.start();
                TokenIssuer issuer = TokenIssuer.start(0);
                MailSink sink = MailSink.start();
                FakeStripe stripe = new FakeStripe(CalendarDay.ORDINARY.clock(), USUAL_PACE, 7)) {
            ServiceSettings settings = Service.COLLECT
                    .settings(postgres, issuer, sink, Ports.anyFree())
                    .shifted(CalendarDay.ORDINARY.shift())
                    .with("rhythm.gateway", "stripe")
                    .with("rhythm.stripe.url", stripe.url())
                    .with("rhythm.stripe.api-key", FakeStripe.API_KEY)
                    .with("rhythm.stripe.allow-test-keys", "true")
                    .with("rhythm.stripe.webhook-secrets", Tour.SECRET);
            try (ServiceProcess collect =
                    ServiceProcess.start(Checkout.current(), Service.COLLECT.module(), asNative, settings, log)) {
                ServiceClient client = new ServiceClient(collect.url(), TENANT, issuer.token(TENANT));
                return tell(new Tour(client, new Courier(stripe, collect.url(), TENANT), stripe).scenes());
            }
        } finally {
            Files.delete(log);
        }
    }

    private static int tell(List<Scene> scenes) {
        System.out.printf("%-58s  %-28s  %s%n", "what happens", "what the books say", "");
        for (Scene scene : scenes) {
            System.out.printf(
                    "%-58s  %-28s  %s%n",
                    scene.what(), scene.said(), scene.isRight() ? "" : "expected " + scene.expected());
        }
        long wrong = scenes.stream().filter(scene -> !scene.isRight()).count();
        System.out.printf("%d scenes, %d wrong%n", scenes.size(), wrong);
        return wrong == 0 ? 0 : 1;
    }
}
