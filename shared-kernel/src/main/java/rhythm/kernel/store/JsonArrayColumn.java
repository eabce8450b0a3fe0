package rhythm.kernel.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonArray;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.JsonJdbcType;

/** A {@code jsonb} column that holds an array of objects; the reactive driver's own type takes single objects only. */
@RegisterForReflection
public class JsonArrayColumn extends JsonJdbcType {
    private static final long serialVersionUID = 1L;

    public JsonArrayColumn() {
        super(null);
    }

    @Override
    public <X> ValueBinder<X> getBinder(JavaType<X> type) {
        return new BasicBinder<>(type, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doBind(PreparedStatement statement, X value, int index, WrapperOptions options)
                    throws SQLException {
                statement.setObject(index, new JsonArray(JsonArrayColumn.this.toString(value, getJavaType(), options)));
            }

            @Override
            protected void doBind(CallableStatement statement, X value, String name, WrapperOptions options) {
                throw new UnsupportedOperationException("no procedures are called");
            }
        };
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> type) {
        return new BasicExtractor<>(type, this) {
            private static final long serialVersionUID = 1L;

            @Override
            protected X doExtract(ResultSet row, int index, WrapperOptions options) throws SQLException {
                Object array = row.getObject(index);
                return array == null ? null : fromString(array.toString(), getJavaType(), options);
            }

            @Override
            protected X doExtract(CallableStatement statement, int index, WrapperOptions options) {
                throw new UnsupportedOperationException("no procedures are called");
            }

            @Override
            protected X doExtract(CallableStatement statement, String name, WrapperOptions options) {
                throw new UnsupportedOperationException("no procedures are called");
            }
        };
    }
}
