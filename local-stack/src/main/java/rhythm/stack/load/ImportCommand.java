package rhythm.stack.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rhythm.stack.LocalTokens;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;

/** Loads members, certifications or stored cards from a file into the running suite. */
@NullUnmarked
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Loads records from a CSV file; a second run of the same file changes nothing.",
        footer = {
            "",
            "Columns are the fields by their names in the API (dates as 2026-01-31). For membership:",
            "name, contact_id or organization_id, first_name, last_name, organization_name, email_address,",
            "type_id, package_id, renews_with_id, status, status_reason_id, join_date, term_start_date,",
            "expiration_date, renewal_date, reinstatement_date, termination_date, last_terminated_date,",
            "renew_automatically, bill_organization, prevent_termination, origin, parent_id, sys_external_id.",
            "For certifications:",
            "name, contact_id or organization_id, first_name, last_name, organization_name, email_address,",
            "program (its name) or program_id, training_provider (its name) or training_provider_id, status,",
            "status_reason_id, effective_date, expiration_date, termination_date, last_terminated_date, sys_external_id.",
            "A program or training provider whose name is new is made.",
            "For collect, stored payment methods as the gateway knows them, never card numbers:",
            "name, contact_id or organization_id, customer_type, first_name, last_name, organization_name, email_address,",
            "type, brand, last_four, expiration (2027-09), token, is_active, sys_external_id.",
            "sys_external_id tells rows apart; without it the holder, name and package, program or token do."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int BAR = 30;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "membership, certifications or collect")
    Service service;

    @Parameters(index = "1", paramLabel = "TENANT", description = "The tenant to load into.")
    String tenant;

    @Parameters(
            index = "2",
            paramLabel = "FILE",
            description = {
                "A file with a header, its cells set apart by commas, semicolons or tabs,",
                "in UTF-8 or else Windows-1252 (Latin-1), as spreadsheets write it."
            })
    Path file;

    @Option(names = "--url", description = "Where the service answers, if not on its usual port here.")
    String url;

    @Option(
            names = "--token",
            description = {
                "A bearer token or API key for the tenant, where the service is not of this machine's suite;",
                "better given as RHYTHM_TOKEN in the environment, which others do not see."
            },
            defaultValue = "${env:RHYTHM_TOKEN}")
    String token;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + " cannot be read");
        }
        String base = url == null ? "http://localhost:" + service.port() : url;
        ServiceClient client =
                new ServiceClient(base, tenant, token == null ? LocalTokens.token(tenant, List.of()) : token);
        Load load = new Load(client, Columns.of(service), file.getFileName().toString());
        CsvText text = CsvText.of(file);
        if (text.isGuessed()) {
            System.err.println("suite: the file is not in UTF-8; it is read as Windows-1252 (Latin-1)");
        }
        long lines = text.lines();
        CsvRows.read(text, (line, header, cells) -> {
            load.add(line, header, cells);
            if (line % 100 == 0) {
                bar(line, lines);
            }
        });
        load.flush();
        bar(lines, lines);
        System.err.println();
        System.out.printf(
                "%d created, %d already there, %d bad%n",
                load.created(), load.present(), load.bad().size());
        if (load.named() > 0) {
            System.out.printf("%d programs and training providers made on the way%n", load.named());
        }
        load.bad().forEach(row -> System.out.println("  line " + row.line() + ": " + row.reason()));
        return load.bad().isEmpty() ? 0 : 1;
    }

    private static void bar(long line, long lines) {
        int filled = (int) (BAR * line / Math.max(1, lines));
        System.err.printf(Locale.ROOT, "\r[%s%s] %d/%d", "#".repeat(filled), ".".repeat(BAR - filled), line, lines);
    }
}
