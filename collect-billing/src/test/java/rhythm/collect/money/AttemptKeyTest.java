package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the gateway knows a charge by: another tenant's, another order's or another attempt's is another key. */
class AttemptKeyTest {
    private static final List<String> TENANTS = List.of("T", "T:eu", "T:2:eu", "1", "1:T", "");
    private static final List<String> KEYS = List.of("k1", "eu:k1", "k1#2", "k1#2#2", "2:eu:k1", "2:k1", "#2", "");

    @Test
    void no_two_attempts_share_a_key() {
        Map<String, String> seen = new HashMap<>();
        for (String tenant : TENANTS) {
            for (String key : KEYS) {
                for (int number = 1; number <= 22; number++) {
                    String whose = "attempt " + number + " of " + key + " in " + tenant;
                    String made = new Attempts.Next("asked", 1, key, number, "i", null).key(tenant);
                    assertEquals(null, seen.put(made, whose), () -> made + " is also that of " + whose);
                }
            }
        }
        assertEquals(TENANTS.size() * KEYS.size() * 22, seen.size());
    }
}
