package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhythm.stack.EmbeddedParts;
import rhythm.stack.TokenIssuer;

/** Who may come in, into which tenant, and what for. */
public interface AccessContract extends Contract {

    /** Every verb of a resource, each refused with the same status. */
    private static void everyVerbIs(int status, Api api, Resource resource, String id, ObjectNode body) {
        api.get(resource, "").is(status);
        api.get(resource, "/" + id).is(status);
        api.post(resource, "/search", "{}").is(status);
        everyWriteIs(status, api, resource, id, body);
    }

    private static void everyWriteIs(int status, Api api, Resource resource, String id, ObjectNode body) {
        api.post(resource, body).is(status);
        api.post(resource, "/batch", "{\"operations\": []}").is(status);
        api.put(resource, id, body).is(status);
        api.patch(resource, id, "[]").is(status);
        api.delete(resource, id).is(status);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anotherTenantsDoorStaysShut(Resource resource) {
        Tenant acme = acme();
        Tenant globex = globex();
        ObjectNode record = globex.create(resource);
        Api intruder = new Api(globex.name, acme.api.authorization());
        everyVerbIs(403, intruder, resource, record.path("id").textValue(), acme.body(resource));
        assertEquals(record, globex.read(resource, record.path("id").textValue()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aRecordOfAnotherTenantIsNotThereEvenForSomebodyWhoIsInBoth(Resource resource) {
        Tenant acme = acme();
        Tenant globex = globex();
        ObjectNode record = globex.create(resource);
        String id = record.path("id").textValue();
        Api both = new Api(
                acme.name,
                Tenant.bearer(TokenIssuer.LOCAL, "ann", List.of(acme.name, globex.name), TokenIssuer.ALL_ROLES));
        both.get(resource, "/" + id).is(404);
        both.put(resource, id, acme.body(resource)).is(404);
        both.patch(resource, id, "[]").is(404);
        both.delete(resource, id).is(404);
        assertEquals(0, both.get(resource, "").is(200).json().size());
        new Api(globex.name, both.authorization()).get(resource, "/" + id).is(200);
        assertEquals(record, globex.read(resource, id));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void nobodyComesInWithoutAGoodToken(Resource resource) {
        Tenant acme = acme();
        ObjectNode body = acme.body(resource);
        TokenIssuer issuer = EmbeddedParts.shared().issuer();
        String good = acme.api.authorization();
        String expired =
                issuer.token(TokenIssuer.LOCAL, "ann", List.of(acme.name), TokenIssuer.ALL_ROLES, Duration.ofHours(-1));
        String untrusted = Tenant.bearer("untrusted", "ann", List.of(acme.name), TokenIssuer.ALL_ROLES);
        everyVerbIs(401, new Api(acme.name, null), resource, "x", body);
        everyVerbIs(401, new Api(acme.name, "Bearer " + expired), resource, "x", body);
        everyVerbIs(401, new Api(acme.name, untrusted), resource, "x", body);
        for (String garbage : List.of(
                "Bearer garbage",
                "Bearer",
                "garbage",
                "Basic YTpi",
                good.substring(0, good.length() - 9),
                good + "x",
                "rb_" + acme.name + "_nonsense",
                "Bearer a.b.c",
                "Bearer e30.e30.")) {
            Answer refused = new Api(acme.name, garbage).get(resource, "").is(401);
            assertNotNull(refused.header("WWW-Authenticate"), garbage);
        }
    }

    @Test
    default void aTokenIsOneForCallsToThisSuiteAndListsItsRoles() {
        Tenant acme = acme();
        Resource resource = subjects().getFirst();
        TokenIssuer issuer = EmbeddedParts.shared().issuer();
        Map<String, Object> good = Map.of("tenants", List.of(acme.name), "groups", TokenIssuer.ALL_ROLES);
        Map<Map<String, Object>, Integer> tried = Map.of(
                Map.of(), 200,
                Map.of("typ", "Bearer"), 200,
                Map.of("typ", "ID"), 401,
                Map.of("at_hash", "x"), 401,
                Map.of("groups", String.join(" ", TokenIssuer.ALL_ROLES)), 403,
                Map.of("groups", List.of(), "realm_access", Map.of("roles", TokenIssuer.ALL_ROLES)), 403,
                Map.of("groups", Map.of("billing-viewer", true)), 403,
                Map.of("tenants", acme.name), 403);
        tried.forEach((other, status) -> {
            Map<String, Object> claims = new HashMap<>(good);
            claims.putAll(other);
            String token = issuer.token(TokenIssuer.LOCAL, "ann", TokenIssuer.AUDIENCE, claims, Duration.ofHours(1));
            Answer answer = new Api(acme.name, "Bearer " + token).get(resource, "");
            assertEquals(status, answer.status(), () -> other + " " + answer.body());
        });
        String elsewhere = issuer.token(TokenIssuer.LOCAL, "ann", "another-suite", good, Duration.ofHours(1));
        new Api(acme.name, "Bearer " + elsewhere).get(resource, "").is(401);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anIssuerSpeaksForItsOwnTenantsOnly(Resource resource) {
        Tenant acme = acme();
        ObjectNode body = acme.body(resource);
        List<String> both = List.of(acme.name, ServiceParts.STRANGER);
        String local = Tenant.bearer(TokenIssuer.LOCAL, "ann", both, TokenIssuer.ALL_ROLES);
        String other = Tenant.bearer(ServiceParts.OTHER_ISSUER, "ann", both, TokenIssuer.ALL_ROLES);
        everyVerbIs(403, new Api(ServiceParts.STRANGER, local), resource, "x", body);
        everyVerbIs(403, new Api(acme.name, other), resource, "x", body);
        new Api(ServiceParts.STRANGER, other).get(resource, "").is(200);
        new Api(acme.name, local).get(resource, "").is(200);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void viewersReadAndEditorsWrite(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        Api viewer = acme.as(Tenant.VIEWER);
        viewer.get(resource, "/" + id).is(200);
        viewer.get(resource, "").is(200);
        viewer.post(resource, "/search", "{}").is(200);
        everyWriteIs(403, viewer, resource, id, acme.body(resource));
        everyVerbIs(403, acme.as("some-other-role"), resource, id, acme.body(resource));
        everyVerbIs(403, acme.as(), resource, id, acme.body(resource));
        if (resource.isOneATenant()) {
            everyWriteIs(403, acme.as(Tenant.EDITOR), resource, id, acme.body(resource));
        } else {
            Api editor = acme.as(Tenant.EDITOR);
            String made = editor.post(resource, acme.body(resource)).is(200).id();
            editor.put(resource, made, acme.replacement(resource, made)).is(200);
            editor.patch(resource, made, "[]").is(200);
            editor.delete(resource, made).is(resource.deletion());
        }
        assertEquals(resource.isKept() ? 2 : 1, acme.count(resource));
    }

    @Test
    default void onlyOperatorsApproveAndCancelRuns() {
        Tenant acme = acme();
        Resource runs = acme.named("billingRuns");
        Resource recurring = acme.named("recurringBillingRuns");
        String run = acme.createId(runs);
        ServiceDatabase.one("""
                update billing_runs set status = 'ready for execution', scheduled_run_date = '2099-01-01'
                where tenant_id = ? and id = ? returning id""", acme.name, run);
        String move = "[{\"op\": \"replace\", \"path\": \"/status\", \"value\": \"%s\"}]";
        Api editor = acme.as(Tenant.EDITOR);
        Api operator = acme.as(Tenant.EDITOR, "billing-operator");
        editor.patch(runs, run, move.formatted("scheduled for execution")).naming(403, "status");
        operator.patch(runs, run, move.formatted("scheduled for execution")).is(200);
        editor.patch(runs, run, "[{\"op\": \"add\", \"path\": \"/name\", \"value\": \"May\"}]")
                .is(200);
        editor.patch(runs, run, move.formatted("ready for execution")).is(200);
        editor.patch(runs, run, move.formatted("cancelled")).naming(403, "status");
        operator.patch(runs, run, move.formatted("cancelled")).is(200);

        ObjectNode unattended = acme.body(recurring).put("auto_approve", true);
        editor.post(recurring, unattended).naming(403, "auto_approve");
        String id = operator.post(recurring, unattended).is(200).id();
        editor.put(recurring, id, acme.read(recurring, id)).is(200);
        ObjectNode attended = unattended.deepCopy().put("auto_approve", false);
        editor.put(recurring, id, attended).naming(403, "auto_approve");
        operator.put(recurring, id, attended).is(200);
        editor.put(recurring, id, attended).is(200);
        editor.put(recurring, id, unattended).naming(403, "auto_approve");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anApiKeyOpensItsTenantWithItsRolesUntilItEnds(Resource resource) {
        Tenant acme = acme();
        String path = "/apiKeys/" + acme.name;
        String wanted = """
                {"name": "nightly", "roles": ["billing-viewer"], "expires_at": "2999-01-01T00:00:00Z"}""";
        acme.as(Tenant.EDITOR).send("POST", path, wanted).is(403);
        acme.as(Tenant.EDITOR).send("GET", path, null).is(403);
        acme.as(Tenant.ADMIN)
                .send("POST", path, wanted.replace("billing-viewer", "billing-operator"))
                .naming(403, "roles");
        Answer made = acme.api.send("POST", path, wanted).is(200);
        String key = made.json().path("key").textValue();
        Api holder = new Api(acme.name, key);
        holder.get(resource, "").is(200);
        everyWriteIs(403, holder, resource, "x", acme.body(resource));
        new Api(globex().name, key).get(resource, "").is(403);
        new Api(acme.name, key.substring(0, key.length() - 2) + "xx")
                .get(resource, "")
                .is(401);
        ServiceDatabase.one(
                "update api_keys set expires_at = created_at where tenant_id = ? and id = ? returning id",
                acme.name,
                made.id());
        holder.get(resource, "").is(401);

        Answer second = acme.api.send("POST", path, wanted).is(200);
        Api next = new Api(acme.name, second.json().path("key").textValue());
        next.get(resource, "").is(200);
        acme.api.send("DELETE", path + "/" + second.id(), null).is(200);
        next.get(resource, "").is(401);
    }
}
