package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.Api;
import rhythm.kernel.contract.RotatingIssuer;
import rhythm.kernel.contract.ServiceParts;

/** A key that the issuer has just made counts at once, however many made-up keys others name meanwhile. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class KeyRotationTest {
    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 20;

    @Test
    void a_key_rotated_three_times_under_load_refuses_nobody() {
        try (RotatingIssuer issuer = new RotatingIssuer()) {
            assertEquals(Map.of("good 200", CALLS, "bogus 401", CALLS / 10), answers(issuer));
        }
    }

    private static Map<String, Integer> answers(RotatingIssuer issuer) {
        String tenant = ServiceParts.ROTATED;
        String before = issuer.token(tenant);
        Map<String, Integer> answers = new TreeMap<>();
        for (int call = 0; call < CALLS; call += AT_ONCE) {
            if (call % (CALLS / 4) == 0 && call > 0) {
                issuer.rotate();
            }
            List<CompletableFuture<Answer>> good = new ArrayList<>();
            List<CompletableFuture<Answer>> made = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                if (i % 10 == 0) {
                    made.add(ask(tenant, issuer.bogus(tenant)));
                }
                good.add(ask(tenant, i % 5 == 0 ? before : issuer.token(tenant)));
            }
            good.forEach(answer -> answers.merge("good " + answer.join().status(), 1, Integer::sum));
            made.forEach(answer -> answers.merge("bogus " + answer.join().status(), 1, Integer::sum));
        }
        System.out.printf("keys rotated 3 times: %s%n", answers);
        return answers;
    }

    private static CompletableFuture<Answer> ask(String tenant, String token) {
        return new Api(tenant, token).sendSoon("GET", "/types/" + tenant, null);
    }
}
