package rhythm.stack;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Postgres server in a container instead of the embedded one. Only tests that are told an image use it; its library is on
 * their class path only then (the Maven profile {@code containers}).
 */
final class ContainerPostgres {
    /** The property that names the image, such as {@code postgres:18}. */
    static final String IMAGE = "rhythm.postgres.image";

    private ContainerPostgres() {}

    static PostgresServer start(String image) {
        var container = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container
                .withUsername(PostgresServer.ADMIN)
                .withPassword(PostgresServer.ADMIN)
                .withCommand("postgres", "-c", "timezone=" + PostgresServer.TIME_ZONE, "-c", "max_connections=200")
                .start();
        return new PostgresServer(
                container.getHost(), container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT), container::stop);
    }
}
