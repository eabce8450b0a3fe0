package rhythm.stack.demo.certifications;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Everything the run of one month does; reminders and drops are by licence, with the expiration they are about. */
public record MonthDeeds(
        List<Activation> activations,
        Map<String, LocalDate> renewalReminders,
        List<Filing> applicationReminders,
        List<Filing> expiries,
        Map<String, LocalDate> drops) {

    /** An application activated: it makes a certification or extends one, which then expires on the last day named. */
    public record Activation(Filing filing, boolean makesNew, LocalDate until) {
        String deed(String month) {
            return "%s %s %s the certification of licence %s until %s"
                    .formatted(month, filing.id(), makesNew ? "makes" : "extends", filing.licence(), until);
        }
    }
}
