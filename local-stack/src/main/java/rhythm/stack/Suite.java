package rhythm.stack;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import rhythm.stack.demo.DemoCommand;
import rhythm.stack.demo.gateway.GatewayCommand;
import rhythm.stack.load.ImportCommand;

/** The `./suite` command: everything needed to try the services on one machine. */
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        description = "Tries Rhythm Billing on this machine.",
        subcommands = {
            DemoCommand.class,
            GatewayCommand.class,
            UpCommand.class,
            DownCommand.class,
            TokenCommand.class,
            ImportCommand.class
        })
public final class Suite {
    private static final int UNUSABLE = 2;

    private Suite() {}

    public static void main(String[] arguments) {
        // The libraries' own chatter is of no use to whoever runs the suite.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        java.util.logging.LogManager.getLogManager().reset();
        CommandLine line = new CommandLine(new Suite());
        line.registerConverter(Service.class, Service::named);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            System.err.println("suite: " + failure.getMessage());
            if (System.getenv("SUITE_TRACE") != null) {
                failure.printStackTrace();
            }
            return failure instanceof PortTaken ? UNUSABLE : 1;
        });
        System.exit(line.execute(arguments));
    }
}
