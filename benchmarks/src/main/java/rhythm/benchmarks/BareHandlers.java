package rhythm.benchmarks;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import rhythm.kernel.record.RecordType;
import rhythm.membership.membership.Membership;

/**
 * A membership by id straight from router to pool, behind the same token check: once with the very statements that the
 * resource sends, once with the select alone on a table without row-level security.
 */
@ApplicationScoped
public class BareHandlers {
    private static final RecordType<Membership> TYPE = new RecordType<>(Membership.class, "memberships");
    private static final String SELECT = "select t.id, t.sys_version, " + TYPE.json(TYPE.fields())
            + "::text from %s t where t.tenant_id = $1 and t.id = $2";
    private static final String PROTECTED = SELECT.formatted("memberships");
    private static final String OPEN = SELECT.formatted("open_memberships");

    private final Pool pool;

    BareHandlers(Pool pool) {
        this.pool = pool;
    }

    void register(@Observes Router router) {
        router.get("/bare/memberships/:tenant/:id").handler(request -> answer(request, inTenant(request)));
        router.get("/bare/open/:tenant/:id")
                .handler(request -> answer(
                        request,
                        pool.preparedQuery(OPEN)
                                .execute(Tuple.of(request.pathParam("tenant"), request.pathParam("id")))));
    }

    private Future<RowSet<Row>> inTenant(RoutingContext request) {
        String tenant = request.pathParam("tenant");
        return pool.getConnection().flatMap(connection -> pipelined(connection, tenant, request.pathParam("id"))
                .onComplete(done -> connection.close()));
    }

    private static Future<RowSet<Row>> pipelined(SqlConnection connection, String tenant, String id) {
        connection.query("begin").execute();
        connection.preparedQuery("select enter_tenant($1)").execute(Tuple.of(tenant));
        Future<RowSet<Row>> rows = connection.preparedQuery(PROTECTED).execute(Tuple.of(tenant, id));
        return connection.query("commit").execute().transform(committed -> rows);
    }

    private static void answer(RoutingContext request, Future<RowSet<Row>> found) {
        found.onFailure(request::fail).onSuccess(rows -> {
            if (rows.size() == 0) {
                request.fail(404);
                return;
            }
            Row row = rows.iterator().next();
            request.response()
                    .putHeader("content-type", "application/json")
                    .putHeader("etag", "\"" + row.getInteger(1) + "\"")
                    .end(row.getString(2));
        });
    }
}
