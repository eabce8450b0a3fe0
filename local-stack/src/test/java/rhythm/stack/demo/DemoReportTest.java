package rhythm.stack.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import rhythm.stack.ServiceClient;

class DemoReportTest {
    private static final List<String> COLUMNS = List.of("due", "reminded");

    @Test
    void theJsonHasMonthsTotalsAndWhatDeviates() throws IOException {
        Reconciliation mails = new Reconciliation();
        mails.expect("a mail");
        mails.done("another mail");
        var json = json(report(mails), Optional.empty());
        assertEquals("2002-01", json.path("months").path(0).path("month").asText());
        assertEquals(3, json.path("totals").path("due").asInt());
        assertEquals(5, json.path("totals").path("reminded").asInt());
        assertEquals(1, json.path("missing").asInt());
        assertEquals(1, json.path("surplus").asInt());
        assertEquals(1.5, json.path("seconds").asDouble());
    }

    @Test
    void theTableAlignsItsColumnsAndNamesDeviations() {
        Reconciliation mails = new Reconciliation();
        mails.expect("a mail");
        String closing = report(mails).closing();
        assertEquals(
                MonthRow.header(COLUMNS).length(),
                closing.lines().findFirst().orElseThrow().length());
        assertTrue(closing.contains("missing: a mail"));
    }

    @Test
    void deviationsOfTheSecondChapterCountAndItsMonthsStayApart() throws IOException {
        Reconciliation mails = new Reconciliation();
        mails.expect("a mail");
        Reconciliation orders = new Reconciliation();
        orders.done("an order");
        var json = json(report(mails), Optional.of(report(orders)));
        assertEquals(2, json.path("months").size());
        assertEquals(2, json.path("renewals").path("months").size());
        assertEquals(1, json.path("missing").asInt());
        assertEquals(1, json.path("surplus").asInt());
        assertEquals(0, json.path("renewals").path("missing").asInt());
        assertEquals(3.0, json.path("seconds").asDouble());
        assertTrue(json.path("difference").isMissingNode(), "there is no money in it");
    }

    private static JsonNode json(DemoReport story, Optional<DemoReport> renewals) throws IOException {
        return ServiceClient.JSON.readTree(new DemoResult(story, renewals, OptionalLong.of(300)).json());
    }

    private static DemoReport report(Reconciliation mails) {
        List<MonthRow> months = List.of(MonthRow.of("2002-01", COLUMNS, 1, 2), MonthRow.of("2002-02", COLUMNS, 2, 3));
        return new DemoReport(months, Map.of("mails", mails), Optional.empty(), Duration.ofMillis(1500));
    }
}
