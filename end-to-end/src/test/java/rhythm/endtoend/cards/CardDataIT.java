package rhythm.endtoend.cards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.endtoend.cards.AllServices.TENANT;

import java.util.List;
import org.junit.jupiter.api.Test;
import rhythm.kernel.process.Await;
import rhythm.kernel.process.Stopwatch;
import rhythm.stack.Service;

/**
 * Card numbers are put wherever a client can put text, in every service; then runs charge, decline, time out and write mails.
 * In the logs, the databases, the events, the mails and the answers there is none of them afterwards.
 */
class CardDataIT {
    @Test
    void noCardNumberIsTakenKeptOrSaidBack() {
        Stopwatch begun = new Stopwatch();
        CardTraces traces = new CardTraces();
        int calls = 0;
        try (AllServices site = new AllServices()) {
            for (Service service : Service.values()) {
                CardSweep sweep = new CardSweep(site.url(service), TENANT, site.token(), service != Service.COLLECT);
                sweep.run(site.expiredToken()).forEach(wrong -> traces.found().add(service + " " + wrong));
                calls += sweep.calls();
            }
            CardRuns runs = new CardRuns(site);
            runs.installments();
            runs.renewals();
            runs.forecasts();
            traces.found().addAll(runs.wrong());
            // of each run: its list is ready, and it is completed
            Await.that("the news do not come", () -> mailsTo(site, CardRuns.STAFF) == 2L * Service.values().length);
            site.stopServices();
            traces.text("events", runs.events());
            site.sink.messages().forEach(mail -> traces.text("mail", mail.subject() + "\n" + mail.text()));
            traces.files(site.logs);
            assertTrue(traces.files(site.data.resolve("log")) > 1_000, "Postgres tells what it is asked");
            for (Service service : Service.values()) {
                traces.database(site.database(service));
            }
            System.out.printf(
                    "card data: %d calls with card numbers, %s, %d mails, %d events, %.1f s; found %d%n",
                    calls,
                    traces,
                    site.sink.count(),
                    runs.events().split("data:").length - 1,
                    begun.seconds(),
                    traces.found().size());
        }
        assertEquals("", String.join("\n", first(traces.found())));
    }

    private static List<String> first(List<String> found) {
        return found.stream().distinct().limit(40).toList();
    }

    private static long mailsTo(AllServices site, String address) {
        return site.sink.messages().stream()
                .filter(mail -> mail.to().equals(address))
                .count();
    }
}
