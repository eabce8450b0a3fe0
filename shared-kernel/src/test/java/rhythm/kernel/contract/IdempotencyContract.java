package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhythm.kernel.process.Await;
import rhythm.kernel.record.RecordField;

/** A request that carries an Idempotency-Key is done once, however often it arrives. */
public interface IdempotencyContract extends Contract {
    String KEY = "Idempotency-Key";

    @ParameterizedTest
    @MethodSource("subjects")
    default void aRepeatedRequestAnswersWhatTheFirstDid(Resource resource) {
        Tenant acme = acme();
        String body = acme.body(resource).toString();
        Answer first = acme.api.post(resource, "", body, KEY, "k-1").is(200);
        Answer again = acme.api.post(resource, "", body, KEY, "k-1").is(200);
        assertEquals(first.body(), again.body());
        assertEquals(first.header("ETag"), again.header("ETag"));
        assertEquals(1, acme.count(resource));
        String other = acme.body(resource).put("sys_external_id", "other").toString();
        acme.api.post(resource, "", other, KEY, "k-1").is(422);
        acme.api.post(resource, "/batch", body, KEY, "k-1").is(422);
        acme.api.post(resource, "", body, KEY, "k".repeat(201)).is(400);
        assertEquals(1, acme.count(resource));
        globex().api
                .post(resource, "/batch", "{\"operations\": []}", KEY, "k-1")
                .is(200);
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void anotherKeyIsAnotherRequest(Resource resource) {
        Tenant acme = acme();
        String body = acme.body(resource).toString();
        String first = acme.api.post(resource, "", body, KEY, "k-1").is(200).id();
        String another = acme.body(resource).toString();
        assertNotEquals(
                first, acme.api.post(resource, "", another, KEY, "k-2").is(200).id());
        Tenant globex = globex();
        assertNotEquals(
                first,
                globex.api
                        .post(resource, "", globex.body(resource).toString(), KEY, "k-1")
                        .is(200)
                        .id());
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void aRepeatedBatchIsDoneOnce(Resource resource) {
        Tenant acme = acme();
        var rows = new BatchContract.Rows()
                .create(acme.body(resource))
                .delete("no-such-id")
                .body();
        String first =
                acme.api.post(resource, "/batch", rows, KEY, "b-1").is(200).body();
        assertEquals(
                first,
                acme.api.post(resource, "/batch", rows, KEY, "b-1").is(200).body());
        assertEquals(1, acme.count(resource));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aRefusedRequestCanBeSentAgainUnderItsKey(Resource resource) {
        Tenant acme = acme();
        acme.api
                .post(resource, "", acme.body(resource).put("nonsense", 1), KEY, "k-1")
                .is(400);
        acme.api.post(resource, "", acme.body(resource), KEY, "k-1").is(200);
        assertEquals(1, acme.count(resource));
    }

    @Test
    default void whoHungUpLearnsWhatBecameOfTheRequest() throws IOException, SQLException {
        Resource resource = collections().getFirst();
        Tenant acme = acme();
        String body = acme.body(resource).toString();
        String table = RecordField.wireName(resource.name());
        String waiting = "select 'yes' from pg_locks where not granted and relation = '%s'::regclass".formatted(table);
        try (Connection owner = ServiceDatabase.owner()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("lock table " + table + " in share mode");
            new HungUpCall()
                    .post(
                            acme.api,
                            resource,
                            body,
                            "k-1",
                            () -> Await.that("nothing waits for " + table, () -> ServiceDatabase.one(waiting) != null));
            owner.rollback();
        }
        String made = acme.api.post(resource, "", body, KEY, "k-1").is(200).id();
        acme.api.get(resource, "/" + made).is(200);
        assertEquals(1, acme.count(resource));
    }

    @Test
    default void whatARequestThatBrokeOffDidIsLookedAtBeforeItIsDoneAgain() throws SQLException {
        Resource resource = collections().getFirst();
        Tenant acme = acme();
        String body = acme.body(resource).toString();
        String table = RecordField.wireName(resource.name());
        String waiting = " from pg_locks where not granted and relation = '%s'::regclass".formatted(table);
        try (Connection owner = ServiceDatabase.owner();
                Connection service = ServiceDatabase.service()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("lock table " + table + " in share mode");
            String path = "/" + resource.name() + "/" + acme.name;
            CompletableFuture<Answer> first = acme.api.sendSoon("POST", path, body, KEY, "k-1");
            Await.that("nothing waits for " + table, () -> ServiceDatabase.one("select 'yes'" + waiting) != null);
            service.createStatement().execute("select pg_terminate_backend(pid)" + waiting);
            String failure =
                    assertThrows(CompletionException.class, first::join).getMessage();
            assertTrue(failure.contains("failed with 503"), failure);
            owner.rollback();
        }
        Answer again = acme.api.post(resource, "", body, KEY, "k-1").is(409);
        assertTrue(again.body().contains("broke off"), again::body);
        assertEquals(0, acme.count(resource));
        acme.api.post(resource, "", body, KEY, "k-2").is(200);
    }

    @Test
    default void keysAreForgottenWhenTheyNoLongerCount() {
        Resource resource = collections().getFirst();
        Tenant acme = acme();
        acme.api.post(resource, "", acme.body(resource), KEY, "old").is(200);
        acme.api.post(resource, "", acme.body(resource), KEY, "young").is(200);
        ServiceDatabase.one("""
                update idempotency_keys set created_at = created_at - interval '25 hours'
                where tenant_id = ? and key = 'old' returning key""", acme.name);
        acme.api.post(resource, "", acme.body(resource), KEY, "new").is(200);
        String kept = "select string_agg(key, ' ' order by key) from idempotency_keys where tenant_id = ?";
        assertEquals("new young", ServiceDatabase.one(kept, acme.name));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void twentyCallersAtOnceMakeOneRecord(Resource resource) {
        Tenant acme = acme();
        String body = acme.body(resource).toString();
        String path = "/" + resource.name() + "/" + acme.name;
        List<CompletableFuture<Answer>> calls = Stream.generate(() -> acme.api.sendSoon("POST", path, body, KEY, "k-1"))
                .limit(20)
                .toList();
        List<String> answers = calls.stream()
                .map(call -> call.join().is(200).body())
                .distinct()
                .toList();
        assertEquals(1, answers.size());
        assertEquals(1, acme.count(resource));
    }
}
