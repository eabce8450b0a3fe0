package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts in every script, and what looks like text and is none. */
public interface TextContract extends Contract {
    /** Named, and written by editors. */
    private Resource named() {
        return collections().stream()
                .filter(resource -> Fields.of(resource).has("name"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void aNameIsFoundHoweverItsAccentsAreComposed() {
        Tenant acme = acme();
        Resource resource = named();
        String apart = "Zoe\u0308 Rene\u0301e";
        assertEquals(
                "Zo\u00eb Ren\u00e9e",
                acme.api
                        .post(resource, acme.body(resource).put("name", apart))
                        .is(200)
                        .json()
                        .path("name")
                        .asText());
        for (String asked : List.of("Zo\u00eb", "Zoe\u0308")) {
            Answer found = acme.api
                    .post(resource, "/search", "{\"name\": \"" + asked + "\"}")
                    .is(200);
            assertEquals(1, found.json().path("Items").size(), asked);
        }
        String many = "a" + "\u0301".repeat(100);
        acme.api.post(resource, acme.body(resource).put("name", many)).is(200);
    }

    @Test
    default void limitsCountCharacters() {
        Tenant acme = acme();
        Resource resource = named();
        for (String character : List.of("x", "\u00e9", "\ud83d\udc69")) {
            acme.api
                    .post(resource, acme.body(resource).put("name", character.repeat(200)))
                    .is(200);
            acme.api
                    .post(resource, acme.body(resource).put("name", character.repeat(201)))
                    .naming(400, "name");
        }
    }

    @Test
    default void halfACharacterIsRefused() {
        Tenant acme = acme();
        Resource resource = named();
        String body = acme.body(resource).put("name", "?").toString();
        for (String half : List.of("\\ud800", "a\\udc69b", "\\ud83dx")) {
            acme.api
                    .post(resource, "", body.replace("\"?\"", "\"" + half + "\""))
                    .naming(400, "name");
        }
        acme.api.post(resource, "/search", "{\"name\": \"\\ud800\"}").is(400);
        assertEquals(0, acme.count(resource));
    }

    @Test
    default void aNumberIsNoText() {
        Tenant acme = acme();
        Resource resource = named();
        BatchContract.Rows rows = new BatchContract.Rows();
        for (String text : List.of("", " ", "12", "x")) {
            acme.api
                    .post(resource, acme.body(resource).put("sys_bulk_load_record_no", text))
                    .naming(400, "sys_bulk_load_record_no");
            rows.create(acme.body(resource).put("sys_bulk_load_record_no", text));
        }
        rows.create(acme.body(resource).put("sys_bulk_load_record_no", 12));
        assertEquals(
                1,
                rows.sendTo(acme.api, resource)
                        .valueStream()
                        .filter(row -> row.path("outcome").asText().equals("success"))
                        .count());
    }

    @Test
    default void whatIsTooDeepOrTooLongIsRefusedAtOnce() {
        Tenant acme = acme();
        Resource resource = named();
        String deep = "{\"" + "n".repeat(900) + "\":";
        acme.api
                .post(resource, "/search", deep.repeat(990) + "1" + "}".repeat(990))
                .is(400);
        acme.api
                .post(resource, "", "{\"name\": " + "[".repeat(120) + "]".repeat(120) + "}")
                .is(400);
        String pointer = "/a".repeat(120);
        String id = acme.createId(resource);
        acme.api
                .patch(resource, id, "[{\"op\": \"add\", \"path\": \"" + pointer + "\", \"value\": 1}]")
                .is(400);
        String groups = "1 ".repeat(3_000);
        acme.api.post(resource, acme.body(resource).put("name", groups)).naming(400, "name");
        Api nobody = new Api(acme.name, null);
        nobody.post(resource, "", "{}", "Idempotency-Key", "1 ".repeat(3_000)).naming(400, "Idempotency-Key");
        nobody.get(resource, "", "X-Request-Id", "1 ".repeat(3_000)).is(401);
    }

    @Test
    default void aSearchForAStatusThatThereIsNotIsRefused() {
        Tenant acme = acme();
        Resource attention = acme.named("attention");
        Answer refused = acme.api
                .post(attention, "/search", "{\"status\": [\"opened\"]}")
                .naming(400, "status");
        assertTrue(refused.body().contains("open, done"), refused::body);
        acme.api.post(attention, "/search", "{\"status\": [\"open\"]}").is(200);
    }

    @Test
    default void settingsLockNobodyOut() {
        Tenant acme = acme();
        Resource settings = acme.named("settings");
        String usual = acme.api.get(settings, "").is(200).header("RateLimit-Policy");
        String id =
                acme.api.post(settings, "", "{\"currency\": \"USD\"}").is(200).id();
        assertEquals(usual, acme.api.get(settings, "").is(200).header("RateLimit-Policy"));
        acme.api
                .patch(settings, id, "[{\"op\": \"add\", \"path\": \"/requests_per_minute\", \"value\": 1}]")
                .naming(400, "requests_per_minute");
        for (String zone : List.of("+05:30", "UTC+1", "Mars/Olympus", "SystemV/AST4")) {
            acme.api
                    .patch(settings, id, "[{\"op\": \"add\", \"path\": \"/time_zone\", \"value\": \"" + zone + "\"}]")
                    .naming(400, "time_zone");
        }
    }

    @Test
    default void anOddAcceptHeaderIsRefusedAndNotFeltAsAFailure() {
        Tenant acme = acme();
        for (String accept : List.of("nonsense", ";;;", "a/b/c", "application/json;q=x", "/", ",")) {
            int status = acme.api.get(named(), "", "Accept", accept).status();
            assertTrue(status == 200 || status == 400 || status == 406, accept + " answered " + status);
        }
    }

    @Test
    default void anIfMatchMayListVersions() {
        Tenant acme = acme();
        Resource resource = named();
        String id = acme.createId(resource);
        String patch = "[{\"op\": \"add\", \"path\": \"/sys_directive\", \"value\": \"a\"}]";
        String first = acme.api.get(resource, "/" + id).header("ETag");
        acme.api.patch(resource, id, patch, "If-Match", "\"77\", \"78\"").is(412);
        acme.api.patch(resource, id, patch, "If-Match", "\"77\", " + first).is(200);
        acme.api.patch(resource, id, patch, "If-Match", "\"77\", " + first).is(412);
    }

    @Test
    default void aScheduleComesOnceAnHourAtMost() {
        Tenant acme = acme();
        Resource recurring = acme.named("recurringBillingRuns");
        for (String often : List.of("* * * * *", "*/5 * * * *", "0,1 6 * * *", "0-59 1 1 1 *")) {
            acme.api
                    .post(recurring, acme.body(recurring).put("schedule", often))
                    .naming(400, "schedule");
        }
        acme.api
                .post(recurring, acme.body(recurring).put("schedule", "7 * 1 1 *"))
                .is(200);
    }
}
