package rhythm.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

class TenantDatabaseTest {
    @Test
    void what_fails_only_at_the_commit_has_failed() {
        try (var database = new KernelDatabase()) {
            var late = database.tenants.query("acme", """
                    do $$ begin
                      create temporary table promises (id integer unique deferrable initially deferred);
                      insert into promises values (1), (1);
                    end $$""", Tuple.tuple());
            var failed = assertThrows(PgException.class, () -> late.await().indefinitely());
            assertEquals("23505", failed.getSqlState());
        }
    }
}
