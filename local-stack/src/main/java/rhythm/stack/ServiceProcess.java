package rhythm.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service that runs as a process of its own, as it would anywhere, on the parts of this machine. */
public final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final String url;
    private final Path log;

    private ServiceProcess(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Starts a module's service, its output going to the log, and waits until it is ready. */
    public static ServiceProcess start(
            Checkout checkout, String module, boolean asNative, ServiceSettings settings, Path log) {
        List<String> given = settings.asMap().entrySet().stream()
                .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
                .toList();
        try {
            Files.createDirectories(log.getParent());
            Process process = new ProcessBuilder(checkout.command(module, asNative, given))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            ServiceProcess service = new ServiceProcess(process, "http://localhost:" + settings.httpPort(), log);
            service.awaitReady(module);
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(module + " could not be started", e);
        }
    }

    /** Where it answers. */
    public String url() {
        return url;
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The memory it holds now, in MiB; empty where the system does not say. */
    public OptionalLong residentMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    /** Ends it as a power cut would, without a word: {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private void awaitReady(String module) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            while (!answers(http, ready)) {
                if (!process.isAlive()) {
                    throw failure(module + " ended with exit code " + process.exitValue());
                }
                if (System.nanoTime() > limit) {
                    process.destroyForcibly();
                    throw failure(module + " did not become ready");
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private IllegalStateException failure(String what) {
        return new IllegalStateException(what + "; its log is " + log + "\n" + tail());
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
