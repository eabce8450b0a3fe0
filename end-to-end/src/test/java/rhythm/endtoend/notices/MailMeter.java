package rhythm.endtoend.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import rhythm.stack.ServiceProcess;

/** How many mails a process says it has sent, by the figures it publishes for operators. */
final class MailMeter {
    private MailMeter() {}

    static int sent(ServiceProcess process) {
        HttpRequest metrics =
                HttpRequest.newBuilder(URI.create(process.url() + "/q/metrics")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(metrics, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("rhythm_mails_total{") && line.contains("outcome=\"sent\""))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
