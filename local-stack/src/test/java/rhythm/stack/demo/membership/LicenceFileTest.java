package rhythm.stack.demo.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import rhythm.stack.demo.LicenceRow;

class LicenceFileTest {
    private static final String HEADER = "id,account_number,site_number,license_description,license_number,"
            + "payment_date,license_term_start_date,license_term_expiration_date,date_issued,license_status,"
            + "license_status_change_date\n";

    @Test
    void theFirstTermByExpirationJoinsOnItsStart() throws IOException {
        List<LicenceEvent> events = read("b,1,1,Shop,7,2004-01-05,2004-01-01,2005-01-01,,AAI,\n"
                + "a,1,1,Shop,7,2002-12-01,2003-01-01,2004-01-01,,AAI,\n");
        assertEquals(LicenceEvent.Kind.JOIN, events.getFirst().kind());
        assertEquals(LocalDate.parse("2003-01-01"), events.getFirst().day());
        assertEquals(LicenceEvent.Kind.RENEW, events.getLast().kind());
        assertEquals(LocalDate.parse("2004-01-05"), events.getLast().day());
    }

    @Test
    void aTermWithoutStartJoinsWhenPaidElseWhenIssued() throws IOException {
        assertEquals(
                LocalDate.parse("2002-12-01"),
                read("a,1,1,Shop,7,2002-12-01,,2004-01-01,2002-12-05,AAI,\n")
                        .getFirst()
                        .day());
        assertEquals(
                LocalDate.parse("2002-12-05"),
                read("a,1,1,Shop,7,,,2004-01-01,2002-12-05,AAI,\n").getFirst().day());
    }

    @Test
    void anUnpaidLaterTermIsNoRenewalAndACancelledOneEnds() throws IOException {
        List<LicenceEvent> events = read("a,1,1,Shop,7,2002-12-01,2003-01-01,2004-01-01,,AAI,\n"
                + "b,1,1,Shop,7,,2004-01-01,2005-01-01,,AAC,2004-02-01\n");
        assertEquals(2, events.size());
        assertEquals(LicenceEvent.Kind.END, events.getLast().kind());
    }

    @Test
    void theProjectsFileHasAllLicences() {
        LicenceFile file = LicenceFile.ofChicago();
        assertEquals(184, file.licences().size());
        assertEquals(
                184,
                file.events().stream()
                        .filter(e -> e.kind() == LicenceEvent.Kind.JOIN)
                        .count());
        assertTrue(file.events().size() > 500);
    }

    private static List<LicenceEvent> read(String rows) throws IOException {
        return LicenceFile.of(
                        LicenceRow.read(new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8))))
                .events();
    }
}
