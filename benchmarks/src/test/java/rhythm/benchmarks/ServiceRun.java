package rhythm.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service process from its start to its end, and how long it took to answer. */
record ServiceRun(Process process, double secondsToFirstAnswer) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    static List<String> jvm(Path jar, Map<String, String> settings) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }

    static List<String> executable(Path file, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(file.toString(), "-Xmx512m"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        return command;
    }

    /** Starts it and waits for the first 200 of its readiness check. */
    static ServiceRun start(List<String> command, URI service, Path log) throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        while (!isReady(service)) {
            if (!process.isAlive() || Samples.seconds(start) > PATIENCE_SECONDS) {
                process.destroyForcibly();
                throw new IOException("the service did not start; see " + log);
            }
            pause();
        }
        return new ServiceRun(process, Samples.seconds(start));
    }

    private static boolean isReady(URI service) {
        try {
            var ask = (HttpURLConnection)
                    service.resolve("/q/health/ready").toURL().openConnection();
            return ask.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process's memory as the kernel counts it. */
    double residentMegabytes() {
        return megabytes("VmRSS:");
    }

    /** The most of it since it started. */
    double mostResidentMegabytes() {
        return megabytes("VmHWM:");
    }

    private double megabytes(String line) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(one -> one.startsWith(line))
                            .mapToLong(one -> Long.parseLong(one.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
