package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rhythm.kernel.bench.RunningClock;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.Api;
import rhythm.kernel.contract.ServiceDatabase;
import rhythm.kernel.contract.Tenant;
import rhythm.stack.EmbeddedParts;
import rhythm.stack.Mail;

/** A tenant's billing staff at work: every step a call over HTTP. */
final class Office {
    /** The fields of a run that drops whose term ended in March 2026, and ends their certifications. */
    static final String ENDING_DROPS = """
            "perform_drops": true, "drop_options": {"deactivate_certifications": true,
              "expiration_date_range_start": "2026-03-01", "expiration_date_range_end": "2026-03-31"}
            """;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final Tenant tenant = new Tenant("office", List.of());
    private final String domain = UUID.randomUUID() + ".example.org";
    private final String notice = make("billingNotices", """
            {"name": "Renew", "subject": "Expires {membership.expiration_date}", "text": "Dear {membership.name}"}""");

    Answer api(String verb, String resource, String rest, String body, String... headers) {
        return tenant.api.send(verb, "/" + resource + "/" + tenant.name + rest, body, headers);
    }

    /** An hour in the near future, for which a list that was made today can be approved. */
    static String soon(int days) {
        return '"' + RunningClock.SHARED.instant().plus(Duration.ofDays(days)).toString() + '"';
    }

    Answer approve(String run, String body) {
        return api("POST", "billingRuns", "/approve/" + run, body);
    }

    /** The same by somebody who may edit, and no more. */
    Answer byEditor(String verb, String resource, String rest, String body) {
        return tenant.as(Tenant.EDITOR).send(verb, "/" + resource + "/" + tenant.name + rest, body);
    }

    /** The same by an operator who is somebody else. */
    Answer byOperator(String verb, String resource, String rest, String body) {
        return tenant.as("billing-operator").send(verb, "/" + resource + "/" + tenant.name + rest, body);
    }

    String make(String resource, String body) {
        return api("POST", resource, "", body).is(200).id();
    }

    String member(String expiration) {
        return make("memberships", """
                {"name": "Ann", "contact_id": "c", "status": "active", "email_address": "ann@%s", "expiration_date": "%s"}
                """.formatted(domain, expiration));
    }

    void patchMember(String member, String path, String value) {
        api("PATCH", "memberships", "/" + member, """
                [{"op": "add", "path": "/%s", "value": %s}]""".formatted(path, value)).is(200);
    }

    /** A run with these fields besides its name. */
    String run(String fields) {
        return make("billingRuns", "{\"name\": \"March\", " + fields + "}");
    }

    String noticeRun() {
        return run("""
                "generate_renewal_notices": true, "renewal_notice_options": {"renewal_notice_id": "%s",
                  "expiration_date_range_start": "2026-03-01", "expiration_date_range_end": "2026-03-31"},
                  "scheduled_preprocessing_date": "2099-01-01T00:00:00Z"
                """.formatted(notice));
    }

    /** A run that reminds those who renew by themselves, with a row of each of these ids. */
    String reminderRun(int... ids) {
        String rows =
                IntStream.of(ids).mapToObj(id -> """
                        {"id": %d, "reminder_notice_id": "%s",
                          "expiration_date_range_start": "2026-03-01", "expiration_date_range_end": "2026-03-31"}""".formatted(id, notice)).collect(Collectors.joining(", "));
        return run("""
                "send_auto_renewal_reminders": true, "auto_renewal_reminder_options": {"reminders": [%s]}""".formatted(rows));
    }

    /** A template that drops from the month this side of the reference date to the date itself. */
    String template(String startPosition, String endPosition) {
        return make("billingTemplates", """
                {"name": "Monthly", "perform_drops": true, "drop_options": {
                  "expiration_date_range_start":
                    {"number": 1, "position": "%s", "unit_of_time": "months", "relative_to": "reference date"},
                  "expiration_date_range_end":
                    {"number": 0, "position": "%s", "unit_of_time": "days", "relative_to": "reference date"}}}
                """.formatted(startPosition, endPosition));
    }

    JsonNode read(String id) {
        return api("GET", "billingRuns", "/" + id, null).is(200).json();
    }

    String status(String run) {
        return read(run).path("status").textValue();
    }

    Answer patch(String run, String path, String value) {
        return api("PATCH", "billingRuns", "/" + run, """
                [{"op": "add", "path": "/%s", "value": %s}]""".formatted(path, value));
    }

    Answer move(String run, String status) {
        return patch(run, "status", '"' + status + '"');
    }

    /** Puts a run where only the engine takes it; nobody else works on it there. */
    void force(String run, String status) {
        ServiceDatabase.one("""
                update billing_runs set status = ?, leased_until = t.now + interval '1 day', progressed_at = t.now
                from (select cast(? as timestamptz) as now) t where tenant_id = ? and id = ? returning id""", status, RunningClock.SHARED.instant().toString(), tenant.name, run);
    }

    Answer ask(String verb, String run, String... headers) {
        return api("POST", "billingRuns", "/" + verb + "/" + run, null, headers);
    }

    void refresh(String run) {
        ask("refresh", run).is(200);
        progress(run);
        assertEquals("ready for execution", status(run), () -> read(run).toString());
    }

    void execute(String run) {
        ask("execute", run).is(200);
        progress(run);
    }

    /** The run's events, from now until it is at rest. */
    List<String> progress(String run) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(Api.base() + "/billingRuns/" + tenant.name + "/progress/" + run))
                .header("Authorization", tenant.api.authorization())
                .timeout(Duration.ofSeconds(60))
                .build();
        try (Stream<String> lines = HTTP.send(request, BodyHandlers.ofLines()).body()) {
            return new ArrayList<>(
                    lines.filter(line -> line.startsWith("data:")).toList());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Such as {@code 2 pending, 1 excluded}, after checking the total. */
    String counts(String run) {
        JsonNode all = read(run).at("/statistics/all_actions");
        List<String> counts = new ArrayList<>();
        int total = 0;
        for (String pile : List.of("pending", "processing", "successful", "error", "excluded")) {
            int n = all.path(pile).intValue();
            total += n;
            if (n > 0) {
                counts.add(n + " " + pile);
            }
        }
        assertEquals(total, all.path("total").intValue(), all::toString);
        return String.join(", ", counts);
    }

    String action(String run, String member) {
        for (JsonNode action : api("GET", "billingRunActions", "/billingRun/" + run, null)
                .is(200)
                .json()
                .path("Items")) {
            if (action.path("candidate_id").asText().equals(member)) {
                return action.path("id").textValue();
            }
        }
        throw new AssertionError("run " + run + " has no action for " + member);
    }

    Answer exclude(String action, String status) {
        return api("PATCH", "billingRunActions", "/" + action, """
                [{"op": "replace", "path": "/status", "value": "%s"}]""".formatted(status));
    }

    void clock(Instant to) {
        api("POST", "clock", "", "{\"now\": \"" + to + "\"}").is(200);
    }

    /** The subjects of the mails to this office's members, in order. */
    List<String> mails() {
        return EmbeddedParts.shared().mails().messages().stream()
                .filter(mail -> mail.to().endsWith(domain))
                .map(Mail::subject)
                .sorted()
                .toList();
    }
}
