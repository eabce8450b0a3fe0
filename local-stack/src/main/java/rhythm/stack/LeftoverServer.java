package rhythm.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Postgres that outlived a killed suite: it still holds the data directory and must end before a new one starts. */
final class LeftoverServer {
    private LeftoverServer() {}

    static void endIn(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle.of(pid).filter(process -> isPostgresOn(process, data)).ifPresent(LeftoverServer::end);
        // A pid file that names nobody, or by now somebody else, would only confuse the next start.
        Files.deleteIfExists(pidFile);
    }

    private static boolean isPostgresOn(ProcessHandle process, Path data) {
        String[] arguments = process.info().arguments().orElse(new String[0]);
        boolean postgres = process.info().command().orElse("").endsWith("postgres");
        return postgres && String.join(" ", arguments).contains(data.toString());
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }
}
