package rhythm.kernel.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.ConfigProvider;
import org.postgresql.Driver;

/** The service's database, entered beside the service. */
public final class ServiceDatabase {
    private ServiceDatabase() {}

    /** As the owner, whom row-level security does not bind. */
    public static Connection owner() {
        return open("quarkus.datasource.owner.username", "quarkus.datasource.owner.password");
    }

    /** As the service itself. */
    static Connection service() {
        return open("quarkus.datasource.username", "quarkus.datasource.password");
    }

    /** The one value a query answers. */
    public static String one(String query, String... parameters) {
        try (Connection owner = owner();
                PreparedStatement statement = owner.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection open(String user, String password) {
        Properties login = new Properties();
        login.setProperty("user", setting(user));
        login.setProperty("password", setting(password));
        try {
            return new Driver().connect(setting("quarkus.datasource.owner.jdbc.url"), login);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
