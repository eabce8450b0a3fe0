package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhythm.kernel.bench.RunningClock;

/** What HTTP itself asks of every resource. */
public interface HttpContract extends Contract {

    @ParameterizedTest
    @MethodSource("subjects")
    default void verbsMediaTypesAndAddressesThatAreNotOfferedAreRefused(Resource resource) {
        Tenant acme = acme();
        String body = acme.body(resource).toString();
        acme.api.call("PUT", resource, "", body).is(405);
        acme.api.call("DELETE", resource, "", null).is(405);
        acme.api.call("POST", resource, "/search/x/y", body).is(404);
        acme.api.post(resource, "", body, "Content-Type", "text/plain").is(415);
        acme.api.post(resource, "", body, "Content-Type", "application/xml").is(415);
        acme.api.get(resource, "", "Accept", "text/html").is(406);
        acme.api.get(resource, "", "Accept", "application/*").is(200);
        acme.api.get(resource, "/no-such-id").is(404);
        acme.api.get(resource, "/%00").is(400);
        acme.api.get(resource, "/..%2f..%2fetc").is(404);
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anOversizedBodyIsRefused(Resource resource) {
        Tenant acme = acme();
        String body =
                acme.body(resource).put("sys_directive", "x".repeat(2_200_000)).toString();
        acme.api.post(resource, "", body).is(413);
        acme.api.post(resource, "/batch", body).is(413);
        assertEquals(0, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void theCallersRequestIdIsEchoed(Resource resource) {
        Api api = acme().api;
        Answer refused = api.get(resource, "/none", "X-Request-Id", "trace-42").is(404);
        assertEquals("trace-42", refused.header("X-Request-Id"));
        assertEquals("trace-42", refused.json().path("request_id").textValue());
        assertEquals(
                "trace-43",
                api.get(resource, "", "X-Request-Id", "trace-43").is(200).header("X-Request-Id"));
        assertTrue(api.get(resource, "", "X-Request-Id", "<b>")
                .header("X-Request-Id")
                .matches("[\\w-]{36}"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void configuredOriginsMayCallFromABrowser(Resource resource) {
        Tenant acme = acme();
        Api nobody = new Api(acme.name, null);
        Answer preflight = nobody.call(
                        "OPTIONS",
                        resource,
                        "",
                        null,
                        "Origin",
                        ServiceParts.ORIGIN,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization,content-type,idempotency-key,if-match")
                .is(200);
        assertEquals(ServiceParts.ORIGIN, preflight.header("Access-Control-Allow-Origin"));
        assertTrue(preflight.header("Access-Control-Allow-Methods").contains("PATCH"));
        assertTrue(preflight.header("Access-Control-Allow-Headers").contains("authorization"));
        for (Answer answer : List.of(
                acme.api.get(resource, "", "Origin", ServiceParts.ORIGIN).is(200),
                acme.api.get(resource, "/none", "Origin", ServiceParts.ORIGIN).is(404),
                nobody.get(resource, "", "Origin", ServiceParts.ORIGIN).is(401))) {
            assertEquals(ServiceParts.ORIGIN, answer.header("Access-Control-Allow-Origin"));
            assertNotNull(answer.header("Access-Control-Expose-Headers"));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void everyAnswerTellsTheTenantsLimit(Resource resource) {
        Tenant acme = acme();
        for (Answer answer : List.of(
                acme.api.get(resource, "").is(200),
                acme.api.get(resource, "/none").is(404),
                acme.api.post(resource, "", "{").is(400))) {
            assertTrue(answer.header("RateLimit-Policy").matches("\"tenant\";q=\\d+;w=60"), answer::request);
            assertTrue(answer.header("RateLimit").matches("\"tenant\";r=\\d+;t=\\d+"), answer::request);
            assertNull(answer.header("Retry-After"));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aTenantThatUsedUpItsRequestsIsToldWhenToComeBack(Resource resource) {
        Tenant acme = acme();
        ServiceDatabase.one("""
                insert into rate_limit_windows (tenant_id, window_start, taken)
                select ?, date_trunc('minute', cast(? as timestamptz)) + n * interval '1 minute', 1000000000
                from generate_series(0, 2) n returning tenant_id""", acme.name, RunningClock.SHARED.instant().toString());
        Answer refused = acme.api.get(resource, "").is(429);
        assertTrue(refused.header("Retry-After").matches("[1-9]|[1-5]\\d|60"), refused.header("Retry-After"));
        assertTrue(refused.header("RateLimit").startsWith("\"tenant\";r=0;t="), refused.header("RateLimit"));
        assertTrue(refused.header("RateLimit-Policy").matches("\"tenant\";q=\\d+;w=60"));
        globex().api.get(resource, "").is(200);
    }

    @Test
    default void noMetricHasAnAddressThatSomebodyMadeUp() {
        Tenant acme = acme();
        String odd = "/odd-" + acme.name;
        acme.api
                .get(subjects().getFirst(), odd, "Idempotency-Key", "x".repeat(300))
                .is(400);
        acme.api.get(subjects().getFirst(), odd + "?a=4242424242424242").is(400);
        acme.api.get(subjects().getFirst(), odd).is(404);
        new Api("none", null).send("GET", odd, null).is(404);
        String metrics =
                new Api("none", null).send("GET", "/q/metrics", null).is(200).body();
        assertTrue(metrics.contains("http_server_requests_seconds_count"));
        assertFalse(metrics.contains("odd-" + acme.name), "an address became a label");
    }

    @Test
    default void healthMetricsAndTheOpenApiDocumentNeedNoToken() {
        Api nobody = new Api("none", null);
        nobody.send("GET", "/q/health/live", null).is(200);
        nobody.send("GET", "/q/health/ready", null).is(200);
        nobody.send("GET", "/q/health/started", null).is(200);
        nobody.send("GET", "/q/metrics", null).is(200);
        nobody.send("GET", "/q/openapi?format=json", null).is(200);
        nobody.send("GET", "/nowhere", null).is(404);
    }
}
