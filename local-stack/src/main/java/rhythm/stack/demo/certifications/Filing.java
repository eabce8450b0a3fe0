package rhythm.stack.demo.certifications;

import java.time.LocalDate;
import java.util.Optional;
import rhythm.stack.demo.LicenceRow;

/** A row of the file read as an application: what is applied for, and when it goes which step. */
public record Filing(LicenceRow row) {
    /** How many days after it was filed an application lapses. */
    static final int LAPSES_AFTER = 150;

    /** The row's id. */
    public String id() {
        return row.id();
    }

    /** The licence it is about: one certification. */
    public String licence() {
        return row.licence();
    }

    /** The program's code. */
    public String program() {
        return row.text("license_code");
    }

    /** What it is called in the service, and in the mails about it. */
    public String name() {
        return row.text("license_description") + " " + row.id();
    }

    /** ISSUE rows ask for a certification, all others for its renewal. */
    public String type() {
        return row.text("application_type").equals("ISSUE") ? "certification" : "renewal";
    }

    /** The first day the file knows of it. */
    public LocalDate filed() {
        return row.date("application_created_date", "application_requirements_complete", "payment_date", "date_issued")
                .orElseThrow();
    }

    /** The day its requirements were complete. */
    public Optional<LocalDate> complete() {
        return row.date("application_requirements_complete");
    }

    /** The day from which it is both paid and approved for issuance. */
    public Optional<LocalDate> approved() {
        Optional<LocalDate> paid = row.date("payment_date");
        return row.date("license_approved_for_issuance")
                .flatMap(approval -> paid.map(payment -> approval.isAfter(payment) ? approval : payment));
    }

    /** The day it lapses, if nobody approves it. */
    public LocalDate lapses() {
        return filed().plusDays(LAPSES_AFTER);
    }

    /** The expiration date the certification gets from it. */
    public LocalDate expiration() {
        return row.expiration();
    }

    /** What a certification becomes that was cancelled (given up) or revoked (taken away) in this term. */
    String statusWhenEnded() {
        return row.text("license_status").equals("REV") ? "inactive" : "retired";
    }
}
