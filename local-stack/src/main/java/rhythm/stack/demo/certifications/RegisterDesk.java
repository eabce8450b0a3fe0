package rhythm.stack.demo.certifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Batches;
import rhythm.stack.demo.LicenceRow;
import rhythm.stack.demo.Setup;

/** Enters applications, approvals and ends into the service, and looks up what its runs have made of them. */
final class RegisterDesk {
    private final ServiceClient service;
    private final Batches<Entry> applications;
    private final Batches<Entry> ends;
    private final Map<String, String> applicationIds = new TreeMap<>();
    private final Map<String, Filing> filings = new HashMap<>();
    private final Map<String, String> certificationIds = new TreeMap<>();
    private final Map<String, String> licences = new HashMap<>();
    private Map<String, String> programIds = Map.of();

    RegisterDesk(ServiceClient service) {
        this.service = service;
        this.applications =
                new Batches<>(service, "applications", entry -> entry.filing().id(), this::application, (entry, id) -> {
                    applicationIds.put(entry.filing().id(), id);
                    filings.put(id, entry.filing());
                });
        this.ends = new Batches<>(
                service, "certifications", entry -> entry.filing().licence(), this::end, (entry, id) -> {});
    }

    /** From now on applications are for these programs. */
    void open(Map<String, String> programs) {
        programIds = programs;
    }

    /** The applications known here, by the file's row. */
    Map<String, String> applicationIds() {
        return applicationIds;
    }

    /** The certifications known here, by licence. */
    Map<String, String> certificationIds() {
        return certificationIds;
    }

    /** The licence of a certification. */
    String licence(String certificationId) {
        return licences.getOrDefault(certificationId, "unknown " + certificationId);
    }

    /** The row of the file an application stands for. */
    String filing(String applicationId) {
        Filing filing = filings.get(applicationId);
        return filing == null ? "unknown " + applicationId : filing.id();
    }

    /** Enters a month; ends touch certifications and all else applications, so that their order does not matter. */
    void enter(List<Entry> entries) {
        applications.enter(entries.stream()
                .filter(entry -> entry.kind() != Entry.Kind.ENDED)
                .toList());
        ends.enter(entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.ENDED)
                .toList());
    }

    /** What an activated application has led to, as the service has it; a certification not known yet is new. */
    MonthDeeds.Activation activated(String applicationId) {
        Filing filing = Objects.requireNonNull(filings.get(applicationId), applicationId);
        String certification = service.get("applications", "/" + applicationId + "?fields=certification_id")
                .path("certification_id")
                .asText();
        JsonNode stored = service.get("certifications", "/" + certification + "?fields=expiration_date");
        boolean unknown = licences.put(certification, filing.licence()) == null;
        certificationIds.put(filing.licence(), certification);
        return new MonthDeeds.Activation(
                filing, unknown, LocalDate.parse(stored.path("expiration_date").asText()));
    }

    private ObjectNode application(Entry entry) {
        Filing filing = entry.filing();
        ObjectNode fields = Setup.object().put("status", entry.status());
        String renewed = certificationIds.get(filing.licence());
        // Which certification it extends is known at the latest when it is approved.
        if (renewed != null) {
            fields.put("certification_id", renewed);
        }
        if (entry.kind() == Entry.Kind.MOVED) {
            return Batches.patch(Objects.requireNonNull(applicationIds.get(filing.id())), fields);
        }
        String account = filing.row().text("account_number");
        return Batches.create(fields.put("name", filing.name())
                .put("type", filing.type())
                .put("program_id", programIds.get(filing.program()))
                .put("organization_id", account)
                .put(
                        "organization_name",
                        "Account %s, site %s".formatted(account, filing.row().text("site_number")))
                .put("email_address", LicenceRow.email(filing.licence()))
                .put("expiration_date", filing.lapses().toString())
                .put("certification_expiration_date", filing.expiration().toString())
                .put("sys_external_id", filing.id()));
    }

    private ObjectNode end(Entry entry) {
        ObjectNode fields = Setup.object().put("status", entry.status());
        Batches.put(fields, "termination_date", entry.day());
        Batches.put(fields, "last_terminated_date", entry.day());
        return Batches.patch(
                Objects.requireNonNull(certificationIds.get(entry.filing().licence())), fields);
    }
}
