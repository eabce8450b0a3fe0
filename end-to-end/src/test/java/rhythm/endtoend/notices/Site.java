package rhythm.endtoend.notices;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import rhythm.kernel.bench.RunningClock;
import rhythm.stack.Checkout;
import rhythm.stack.Database;
import rhythm.stack.EmbeddedParts;
import rhythm.stack.MailSink;
import rhythm.stack.Ports;
import rhythm.stack.ServiceClient;
import rhythm.stack.ServiceProcess;
import rhythm.stack.ServiceSettings;
import rhythm.stack.TokenIssuer;

/** What the processes of one test share: a database and a mail sink of their own. */
final class Site implements AutoCloseable {
    static final String TENANT = "chamber";

    final MailSink sink = MailSink.start();
    private final String name;
    private final Database database;
    private final Duration lease;

    Site(String name, Duration lease) {
        this.name = name;
        this.database = EmbeddedParts.shared().postgres().database(name);
        this.lease = lease;
    }

    /** One more process of the packaged service, ready to work. */
    ServiceProcess start() {
        ServiceSettings settings = new ServiceSettings(
                        database,
                        EmbeddedParts.shared().issuer().issuerUrl(TokenIssuer.LOCAL),
                        sink.smtpPort(),
                        Ports.anyFree())
                .shifted(RunningClock.SHARED.shift())
                .with("rhythm.database.service-role", database.serviceUser())
                .with("rhythm.run.lease", lease.toString());
        Path log = Path.of("target", "processes", name + "-" + settings.httpPort() + ".log");
        return ServiceProcess.start(
                Checkout.current(), "membership-billing", Boolean.getBoolean("rhythm.native"), settings, log);
    }

    ServiceClient client(ServiceProcess process) {
        return new ServiceClient(
                process.url(), TENANT, EmbeddedParts.shared().issuer().token(TENANT));
    }

    /** Loads so many active members whose terms end on the same day, as the owner of the tables. */
    void load(int members) {
        try (Connection owner = connect();
                var insert = owner.prepareStatement("""
                        insert into memberships (tenant_id, id, name, status, origin, expiration_date, email_address,
                          sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id)
                        select ?, 'm' || lpad(i::text, 6, '0'), 'Member ' || i, 'active', 'principal', date '2027-01-31',
                          'm' || i || '@chamber.example', 1, timestamptz '2026-03-01Z', 'load', timestamptz '2026-03-01Z', 'load'
                        from generate_series(1, ?) i""")) {
            insert.setString(1, TENANT);
            insert.setInt(2, members);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.ownerUser(), database.ownerPassword());
    }

    @Override
    public void close() {
        sink.close();
    }
}
