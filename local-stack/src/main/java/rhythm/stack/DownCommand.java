package rhythm.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Ends what `up` started, and nothing else. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Ends the suite; its data stays.")
public final class DownCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Checkout checkout = Checkout.current();
        boolean suite = new ProcessRecord(checkout.state("suite.pid")).end();
        boolean services = false;
        for (Service service : Service.values()) {
            services |= service.process(checkout).end();
        }
        // The suite ends its Postgres itself; one that was killed has left it running.
        LeftoverServer.endIn(checkout.state("data"));
        Files.deleteIfExists(checkout.state("ready"));
        System.out.println(suite || services ? "The suite is down." : "The suite was not up.");
        return 0;
    }
}
