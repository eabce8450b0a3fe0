package rhythm.stack;

/** One service's database: the owner migrates it, the service role works in it and owns nothing. */
public record Database(
        String host,
        int port,
        String name,
        String ownerUser,
        String ownerPassword,
        String serviceUser,
        String servicePassword) {

    /** Another one on the same server, with the same roles. */
    Database named(String other) {
        return new Database(host, port, other, ownerUser, ownerPassword, serviceUser, servicePassword);
    }

    /** The address for JDBC clients, which is what migrations use. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** The address for the reactive client, which is what the service uses. */
    public String reactiveUrl() {
        return "postgresql://%s:%d/%s".formatted(host, port, name);
    }
}
