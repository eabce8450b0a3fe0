package rhythm.stack.demo.certifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Setup;

/** What the register's staff set up once: the programs, the notices, the template and the monthly run. */
record RegisterSetup(Map<String, String> programIds, String recurringRunId) {
    static final String RENEWAL = "Renewal";
    static final String DROPPED = "Dropped";
    static final String PENDING = "Pending";
    static final String ACTIVATED = "Activated";
    static final String LAPSED = "Lapsed";

    static RegisterSetup make(ServiceClient service, Collection<ApplicationFile.Program> programs, Instant start) {
        Setup.tenant(service, start);
        Map<String, String> programIds = new TreeMap<>();
        programs.forEach(program -> programIds.put(program.code(), program(service, program)));
        ObjectNode template = Setup.object().put("name", "Monthly applications, reminders and drops");
        template.put("activate_applications", true)
                .putObject("application_activation_options")
                .put("application_notice_id", applicationNotice(service, ACTIVATED, "has been activated."));
        reminder(
                template,
                "send_renewal_reminders",
                "renewal_reminder_options",
                certificationNotice(service, RENEWAL, "ends on {certification.expiration_date}. Renew it!"));
        reminder(
                template,
                "send_application_reminders",
                "application_reminder_options",
                applicationNotice(service, PENDING, "lapses on {application.expiration_date}."));
        template.put("expire_applications", true)
                .putObject("application_expiration_options")
                .put("application_notice_id", applicationNotice(service, LAPSED, "has lapsed."))
                .setAll(Setup.past(1));
        template.put("perform_drops", true)
                .putObject("drop_options")
                .put("drop_notice_id", certificationNotice(service, DROPPED, "has ended."))
                .setAll(Setup.past(Register.DROP_DAYS));
        return new RegisterSetup(programIds, Setup.monthlyRun(service, template));
    }

    private static String program(ServiceClient service, ApplicationFile.Program program) {
        ObjectNode record = Setup.object()
                .put("name", program.name())
                .put("is_active", true)
                .put("sys_external_id", program.code());
        return service.create("programs", program.months() > 0 ? record.put("term", program.months()) : record);
    }

    private static void reminder(ObjectNode template, String flag, String options, String noticeId) {
        ObjectNode row = template.put(flag, true)
                .putObject(options)
                .putArray("reminders")
                .addObject()
                .put("id", 1)
                .put("name", "Thirty days ahead")
                .put("reminder_notice_id", noticeId);
        row.setAll(Setup.within(Register.REMINDER_DAYS));
    }

    private static String certificationNotice(ServiceClient service, String kind, String sentence) {
        return Setup.notice(
                service,
                "notices",
                kind,
                "certification.expiration_date",
                "Your certification {certification.name} " + sentence);
    }

    private static String applicationNotice(ServiceClient service, String kind, String sentence) {
        return Setup.notice(
                service,
                "applicationNotices",
                kind,
                "application.name",
                "Your application {application.name} " + sentence);
    }
}
