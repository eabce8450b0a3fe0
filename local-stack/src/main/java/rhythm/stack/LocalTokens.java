package rhythm.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the running suite's issuer for tokens, over HTTP as any client would. */
public final class LocalTokens {
    private LocalTokens() {}

    /** A token for one tenant with the given roles; no roles: all of them. */
    public static String token(String issuer, String tenant, List<String> roles) {
        StringBuilder form =
                new StringBuilder("grant_type=client_credentials&client_id=rhythm-cli&client_secret=local");
        form.append("&tenant=").append(URLEncoder.encode(tenant, StandardCharsets.UTF_8));
        roles.forEach(role -> form.append("&role=").append(URLEncoder.encode(role, StandardCharsets.UTF_8)));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return ServiceClient.JSON.readTree(answer).path("access_token").asText();
        } catch (IOException e) {
            throw new IllegalStateException("the suite is not up; ./suite up starts it.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The same from the suite on its usual port. */
    public static String token(String tenant, List<String> roles) {
        return token("http://localhost:" + Ports.ISSUER + "/" + TokenIssuer.LOCAL, tenant, roles);
    }
}
