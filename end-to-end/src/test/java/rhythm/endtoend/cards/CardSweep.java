package rhythm.endtoend.cards;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import rhythm.stack.ServiceClient;

/** Puts card numbers into every place of a service where a client can put text; what was taken or said back is noted. */
final class CardSweep {
    private static final int AT_ONCE = 12;

    private static final List<String> HEADERS = List.of("X-Request-Id", "User-Agent", "Referer", "Accept-Language");
    private static final String PATCH = "[{\"op\": \"add\", \"path\": \"/%s\", \"value\": %s}]";
    private static final String BATCH = """
            {"operations": [{"operation": "create", "object": %s}, {"operation": "update", "id": "x", "object": %s},
              {"operation": "patch", "id": "x", "patch_directives": %s}]}""";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final String base;
    private final String tenant;
    private final String token;
    private final boolean takesIds;

    /** {@code takesIds}: whether other systems' ids may look like card numbers there, so that they are left out. */
    CardSweep(String base, String tenant, String token, boolean takesIds) {
        this.base = base;
        this.tenant = tenant;
        this.token = token;
        this.takesIds = takesIds;
    }

    int calls() {
        return calls.get();
    }

    /** Goes through the service's own document; answers what went wrong. */
    List<String> run(String expiredToken) {
        JsonNode document =
                json(send(request("/q/openapi?format=json").GET().build()).body());
        List<Runnable> work = new ArrayList<>();
        for (DocumentedCall call : DocumentedCall.in(document)) {
            parameters(call, work);
            bodies(call, work);
            if (call.is("POST", "")) {
                brokenBodies(call, expiredToken, work);
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            work.forEach(threads::execute);
        }
        return List.copyOf(wrong);
    }

    private void parameters(DocumentedCall call, List<Runnable> work) {
        for (String parameter : call.parameters()) {
            String in = parameter.substring(0, parameter.indexOf(':'));
            String name = parameter.substring(in.length() + 1);
            String sample = CardSamples.text(work.size());
            String query = in.equals("query") ? "?" + name + "=" + encoded(sample) : "";
            HttpRequest.Builder request = request(path(call, in.equals("path") ? name : "", sample) + query);
            // headers are ASCII, in this client as in most
            request.setHeader(in.equals("header") ? name : "X-Sweep", CardSamples.number(work.size()));
            HttpRequest whole = request.method(call.method(), body(call)).build();
            String what = call.method() + call.path() + " " + parameter;
            work.add(in.equals("path") && takesIds ? () -> unsaid(what, whole) : () -> refused(what, whole));
        }
        String header = HEADERS.get(work.size() % HEADERS.size());
        HttpRequest request = request(path(call, "", ""))
                .setHeader(header, CardSamples.number(work.size()))
                .method(call.method(), body(call))
                .build();
        work.add(() -> unsaid(call.method() + call.path() + " " + header, request));
    }

    private void bodies(DocumentedCall call, List<Runnable> work) {
        for (List<String> place : call.fields()) {
            if (takesIds && isId(place)) {
                continue;
            }
            String value = CardSamples.json(work.size());
            String body = DocumentedCall.body(place, value);
            String what = place + " " + call.method() + " ";
            work.add(() -> refusedAsCard(what, call.method(), path(call, "", ""), body));
            if (call.is("POST", "")) {
                String resource = "/" + call.resource() + "/" + tenant;
                String inner = place.size() == 1 ? value : DocumentedCall.body(place.subList(1, place.size()), value);
                String patch = PATCH.formatted(place.getFirst(), inner);
                work.add(() -> refusedAsCard(what, "PATCH", resource + "/x", patch));
                work.add(() -> refusedAsCard(what, "POST", resource + "/batch", BATCH.formatted(body, body, patch)));
            }
        }
    }

    private void brokenBodies(DocumentedCall call, String expiredToken, List<Runnable> work) {
        String number = CardSamples.number(work.size());
        String path = path(call, "", "");
        String whole = "{\"name\": \"" + number + "\"}";
        for (String body : List.of(
                "{\"name\": " + number + "x}",
                "{\"name\": \"" + number,
                number,
                "\"" + number + "\"",
                "[\"" + number + "\"]",
                "name=" + number,
                "{'name': '" + number + "'}",
                "{\"" + number + "\": 1",
                "{\"" + number + "\": 1, \"" + number + "\": 2}")) {
            work.add(() -> refused(
                    "broken " + path,
                    request(path).POST(BodyPublishers.ofString(body)).build()));
        }
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=" + number)) {
            work.add(() -> refused(
                    type + " " + path,
                    request(path)
                            .setHeader("Content-Type", type)
                            .POST(BodyPublishers.ofString(whole))
                            .build()));
        }
        for (String authorization : List.of("Bearer " + expiredToken, "Bearer " + number, number, "Basic " + number)) {
            work.add(() -> refused(
                    "unauthenticated " + path,
                    request(path)
                            .setHeader("Authorization", authorization)
                            .POST(BodyPublishers.ofString(whole))
                            .build()));
        }
        String tooLarge = "{\"name\": \"" + (number + " ").repeat(150_000) + "\"}";
        work.add(() -> refused(
                "too large " + path,
                request(path).POST(BodyPublishers.ofString(tooLarge)).build()));
    }

    private static HttpRequest.BodyPublisher body(DocumentedCall call) {
        return List.of("GET", "DELETE").contains(call.method())
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString("{}");
    }

    /** The call's path with the sample in the place of one parameter. */
    private String path(DocumentedCall call, String parameter, String sample) {
        String path =
                call.path().replace("{" + parameter + "}", encoded(sample)).replace("{tenantId}", tenant);
        return path.replaceAll("\\{\\w+}", "x");
    }

    private static boolean isId(List<String> place) {
        String name = place.getLast().equals("[]") && place.size() > 1 ? place.get(place.size() - 2) : place.getLast();
        return name.matches("(.*_)?(id|ids|pk)") && !name.startsWith("stored_payment_method");
    }

    private void refused(String what, HttpRequest request) {
        HttpResponse<String> answer = unsaid(what, request);
        if (answer.statusCode() < 400 || answer.statusCode() >= 500) {
            wrong.add(what + ": " + answer.statusCode());
        }
    }

    /** By the guard, and not for something else that is wrong with the body; in a batch, every row of it. */
    private void refusedAsCard(String what, String method, String path, String body) {
        HttpRequest request =
                request(path).method(method, BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = unsaid(what + path, request);
        JsonNode rows = json(answer.body()).path("results");
        long refused = answer.body().split("must not hold a card number", -1).length - 1L;
        boolean isRefused = answer.statusCode() == 200
                ? !rows.isEmpty() && refused == rows.size()
                : answer.statusCode() == 400 && refused > 0;
        if (!isRefused) {
            wrong.add(what + path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> unsaid(String what, HttpRequest request) {
        HttpResponse<String> answer = send(request);
        CardSamples.in(answer.headers().map() + answer.body())
                .ifPresent(number -> wrong.add(what + " says " + number + " back"));
        if (answer.statusCode() >= 500) {
            wrong.add(what + ": " + answer.statusCode());
        }
        return answer;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .setHeader("Authorization", "Bearer " + token)
                .setHeader("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest request) {
        room.acquireUninterruptibly();
        try {
            calls.incrementAndGet();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            wrong.add(request.method() + " " + request.uri() + " breaks off: " + e);
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            room.release();
        }
    }

    private static JsonNode json(String text) {
        try {
            return ServiceClient.JSON.readTree(text);
        } catch (IOException e) {
            return ServiceClient.JSON.missingNode();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
