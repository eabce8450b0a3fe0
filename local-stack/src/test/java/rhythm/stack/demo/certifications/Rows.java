package rhythm.stack.demo.certifications;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import rhythm.stack.demo.LicenceRow;

/** Small licence files for the tests: every row is licence 7, a term of a tavern. */
final class Rows {
    private static final String HEADER = "license_number,license_code,license_description,id,application_type,"
            + "application_created_date,application_requirements_complete,payment_date,license_approved_for_issuance,"
            + "license_term_expiration_date,license_status,license_status_change_date\n";

    private Rows() {}

    /** Each row: id, type, created, complete, paid, approved, expiration, status, changed. */
    static ApplicationFile file(String... rows) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (String row : rows) {
            csv.append("7,1470,Tavern,").append(row).append('\n');
        }
        try {
            return ApplicationFile.of(
                    LicenceRow.read(new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
