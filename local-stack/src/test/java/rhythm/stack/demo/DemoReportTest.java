package rhythm.stack.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        var json = ServiceClient.JSON.readTree(report(mails).json(OptionalLong.of(300)));
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
        String closing = report(mails).closing(OptionalLong.empty());
        assertEquals(
                MonthRow.header(COLUMNS).length(),
                closing.lines().findFirst().orElseThrow().length());
        assertTrue(closing.contains("missing: a mail"));
    }

    private static DemoReport report(Reconciliation mails) {
        List<MonthRow> months = List.of(MonthRow.of("2002-01", COLUMNS, 1, 2), MonthRow.of("2002-02", COLUMNS, 2, 3));
        return new DemoReport(months, Map.of("mails", mails), Optional.empty(), Duration.ofMillis(1500));
    }
}
