package rhythm.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The checkout this command was started from: where the built services are, and where state is kept. */
public record Checkout(Path root) {

    /** The checkout the `suite` script lies in. */
    public static Checkout current() {
        return new Checkout(Path.of(System.getProperty("rhythm.root", "")).toAbsolutePath());
    }

    /** Data, logs and process ids; ignored by git. */
    public Path state(String name) {
        return root.resolve(".local").resolve(name);
    }

    /** The command that starts a module's service, to which its settings are appended. */
    public List<String> command(String module, boolean asNative, List<String> settings) {
        Path target = root.resolve(module).resolve("target");
        if (asNative) {
            return Stream.concat(Stream.of(executable(target).toString()), settings.stream())
                    .toList();
        }
        Path jar = target.resolve("quarkus-app").resolve("quarkus-run.jar");
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m");
        return Stream.of(java, settings.stream(), Stream.of("-jar", jar.toString()))
                .flatMap(part -> part)
                .toList();
    }

    private static Path executable(Path target) {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-runner") && Files.isExecutable(file))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no executable in " + target
                            + "; build it with ./mvnw -DskipTests -Dnative package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
