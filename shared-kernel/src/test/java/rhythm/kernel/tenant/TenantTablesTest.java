package rhythm.kernel.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.store.KernelDatabase;
import rhythm.kernel.tenant.Permits.Block;

class TenantTablesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static KernelDatabase database;

    @BeforeAll
    static void open() {
        database = new KernelDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static ApiKeys keys(Instant now) {
        return new ApiKeys(database.tenants, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static ApiKeyView make(String tenant) {
        NewApiKey asked = new NewApiKey("importer", Set.of("billing-editor"), NOW.plusSeconds(60));
        return get(keys(NOW).make(tenant, asked, "ann"));
    }

    @Test
    void a_key_is_found_until_it_ends_or_is_revoked() {
        ApiKeyView made = make("chamber");
        ApiKey key = ApiKey.read(made.key()).orElseThrow();
        ApiKeys.Holder holder = new ApiKeys.Holder(made.id(), Set.of("billing-editor"));
        assertEquals(Optional.of(holder), get(keys(NOW).holder(key)));
        assertEquals(Optional.empty(), get(keys(NOW.plusSeconds(60)).holder(key)));
        assertTrue(get(keys(NOW).revoke("chamber", made.id())));
        assertFalse(get(keys(NOW).revoke("chamber", made.id())));
        assertEquals(Optional.empty(), get(keys(NOW).holder(key)));
    }

    @Test
    void a_key_opens_and_shows_itself_in_its_own_tenant_only() {
        ApiKeyView made = make("club");
        String secret = made.key().substring(made.key().length() - 43);
        assertEquals(Optional.empty(), get(keys(NOW).holder(new ApiKey("shop", "rb_shop_" + secret))));
        assertEquals(Optional.empty(), get(keys(NOW).holder(new ApiKey("shop", made.key()))));
        assertFalse(get(keys(NOW).revoke("shop", made.id())));
        assertEquals(List.of(), get(keys(NOW).all("shop")));
        List<ApiKeyView> shown = get(keys(NOW).all("club"));
        assertEquals(made.id(), shown.getFirst().id());
        assertNull(shown.getFirst().key());
    }

    @Test
    void a_windows_permits_are_given_out_once() {
        StoredPermits permits = new StoredPermits(database.tenants);
        Duration minute = Duration.ofMinutes(1);
        for (int left = 20; left > 0; left--) {
            assertEquals(new Block(2, 2 * left - 2, 40), get(permits.take("chamber", NOW, minute, 40)));
        }
        assertEquals(new Block(0, 0, 40), get(permits.take("chamber", NOW, minute, 40)));
        assertEquals(new Block(2, 38, 40), get(permits.take("club", NOW, minute, 40)));
        assertEquals(new Block(2, 38, 40), get(permits.take("chamber", NOW.plusSeconds(60), minute, 40)));
    }

    private void settings(String tenant, Integer limit) {
        get(database.tenants.query(tenant, """
                insert into settings (tenant_id, id, requests_per_minute, sys_version, sys_created_at, sys_created_by_id,
                  sys_last_modified_at, sys_last_modified_by_id)
                values ($1, 's', $2, 1, timestamptz '2026-03-01Z', 'ann', timestamptz '2026-03-01Z', 'ann')""", Tuple.of(tenant, limit)));
    }

    @Test
    void a_tenants_own_limit_counts_instead_of_the_usual_one() {
        settings("society", 120);
        StoredPermits permits = new StoredPermits(database.tenants);
        assertEquals(new Block(3, 57, 60), get(permits.take("society", NOW, Duration.ofSeconds(30), 40)));
    }

    @Test
    void settings_that_say_nothing_of_a_limit_leave_the_usual_one() {
        settings("guild", null);
        StoredPermits permits = new StoredPermits(database.tenants);
        assertEquals(new Block(2, 38, 40), get(permits.take("guild", NOW, Duration.ofMinutes(1), 40)));
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }
}
