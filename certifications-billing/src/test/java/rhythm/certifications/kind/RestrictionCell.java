package rhythm.certifications.kind;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The restriction matrix: candidates whose id says what they have, such as {@code c-ion-i}, in that order program, training
 * provider, status reason and application type, each (i)n the list, (o)ther, or (n)one.
 */
final class RestrictionCell {
    private static final String RANGE = "from unnest(array['i', 'o', 'n']) p, unnest(array['i', 'o', 'n']) t,"
            + " unnest(array['i', 'o', 'n']) s, unnest(array['i', 'o', 'n']) a ";
    private static final String SYS = "tenant_id, id, sys_version, sys_created_at, sys_created_by_id,"
            + " sys_last_modified_at, sys_last_modified_by_id";

    private RestrictionCell() {}

    /** The kinds, the letter their candidates' ids begin with, and how many of the four values they look at. */
    enum Kind {
        RENEWAL_REMINDER("send renewal reminder", 'c', 4),
        DROP("drop certification", 'c', 3),
        FORECAST("forecast renewal", 'c', 3),
        ACTIVATION("activate application", 'a', 4),
        APPLICATION_REMINDER("send application reminder", 'd', 4),
        EXPIRATION("expire application", 'd', 4),
        PROVIDER_BILL("bill training provider", 't', 2);

        private final String type;
        private final char letter;
        final int values;

        Kind(String type, char letter, int values) {
            this.type = type;
            this.letter = letter;
            this.values = values;
        }

        static Kind of(String type) {
            return Stream.of(values())
                    .filter(kind -> kind.type.equals(type))
                    .findFirst()
                    .orElseThrow();
        }

        String type() {
            return type;
        }

        /** Whether its actions place orders, which nobody takes yet; then a run with it stays a draft. */
        boolean billed() {
            return this == FORECAST || this == PROVIDER_BILL;
        }

        boolean has(String cell) {
            return cell.charAt(0) == letter;
        }

        /** One candidate for each combination of values there can be. */
        Stream<String> cells() {
            return Stream.of("i", "o", "n")
                    .flatMap(p -> Stream.of("i", "o", "n").flatMap(t -> Stream.of("i", "o", "n")
                            .flatMap(s -> Stream.of("i", "o", "n").map(a -> letter + "-" + p + t + s + a))))
                    .filter(this::exists);
        }

        /** An application has a type; a training provider is itself, and has nothing else. */
        private boolean exists(String cell) {
            return switch (letter) {
                case 'c' -> true;
                case 't' -> cell.charAt(3) != 'n' && cell.endsWith("nn");
                default -> !cell.endsWith("n");
            };
        }
    }

    /** One combination of restrictions. */
    record Narrowing(String program, String trainingProvider, boolean statusReasons, boolean applicationTypes) {
        static Stream<Narrowing> all() {
            List<String> ways = List.of("none", "include", "exclude");
            return IntStream.range(0, 36)
                    .mapToObj(i -> new Narrowing(ways.get(i % 3), ways.get(i / 3 % 3), i / 9 % 2 == 1, i / 18 == 1));
        }

        @Override
        public String toString() {
            return "%s-%s-%s-%s".formatted(program, trainingProvider, statusReasons, applicationTypes);
        }

        /** The conditions that keep the candidate from the kind; none if it is selected. */
        List<String> refusals(Kind kind, String cell) {
            List<String> refusals = new ArrayList<>();
            refuse(refusals, "program_id", program, cell.charAt(2));
            if (kind == Kind.PROVIDER_BILL && !refusals.isEmpty()) {
                refusals.set(0, "has registrations in the range that were not billed");
            }
            refuse(refusals, "training_provider_id", trainingProvider, cell.charAt(3));
            if (kind.values > 2) {
                refuse(refusals, "status_reason_id", statusReasons ? "include" : "none", cell.charAt(4));
            }
            if (kind.values > 3) {
                refuse(refusals, "application_type", applicationTypes ? "include" : "none", cell.charAt(5));
            }
            if (kind == Kind.FORECAST && cell.charAt(2) == 'n') {
                refusals.add("the renewal fee is known"); // it is the program's
            }
            return refusals;
        }

        /** Include takes what is listed; exclude takes everything else, and what has no value. */
        private static void refuse(List<String> refusals, String field, String way, char value) {
            if (way.equals("include") && value != 'i') {
                refusals.add(field + " is one of those listed");
            } else if (way.equals("exclude") && value == 'i') {
                refusals.add(field + " is none of those listed");
            }
        }

        /** A draft run with these restrictions on the kinds that the predicate lets through. */
        JsonObject run(String id, Predicate<Kind> on) {
            return new JsonObject()
                    .put("id", id)
                    .put("name", id)
                    .put("status", "draft")
                    .put("send_renewal_reminders", on.test(Kind.RENEWAL_REMINDER))
                    .put("renewal_reminder_options", reminders("n1"))
                    .put("perform_drops", on.test(Kind.DROP))
                    .put("drop_options", ranged())
                    .put("forecast_renewals", on.test(Kind.FORECAST))
                    .put("renewal_forecasting_options", ranged())
                    .put("activate_applications", on.test(Kind.ACTIVATION))
                    .put("application_activation_options", options())
                    .put("send_application_reminders", on.test(Kind.APPLICATION_REMINDER))
                    .put("application_reminder_options", reminders("n2"))
                    .put("expire_applications", on.test(Kind.EXPIRATION))
                    .put("application_expiration_options", ranged())
                    .put("bill_training_providers", on.test(Kind.PROVIDER_BILL))
                    .put(
                            "training_provider_billing_options",
                            ranged().put("invoice_template_id", "i").put("payment_terms_id", "p"));
        }

        private JsonObject reminders(String notice) {
            JsonObject row = range(new JsonObject()).put("reminder_notice_id", notice);
            return options().put("reminders", new JsonArray().add(row));
        }

        private JsonObject ranged() {
            return range(options());
        }

        private static JsonObject range(JsonObject options) {
            return options.put("expiration_date_range_start", "2026-02-01")
                    .put("expiration_date_range_end", "2026-02-28");
        }

        private JsonObject options() {
            JsonArray providers = new JsonArray().add("t-i");
            Kind.PROVIDER_BILL.cells().filter(cell -> cell.charAt(3) == 'i').forEach(providers::add);
            return new JsonObject()
                    .put("program_restriction", program)
                    .put("program_ids", new JsonArray().add("p-i"))
                    .put("training_provider_restriction", trainingProvider)
                    .put("training_provider_ids", providers)
                    .put("restrict_status_reasons", statusReasons)
                    .put("status_reason_ids", new JsonArray().add("s-i"))
                    .put("restrict_application_types", applicationTypes)
                    .put("application_types", new JsonArray().add("renewal"));
        }
    }

    /** Stores the candidates, set by set; the tenant is the parameter. */
    static List<String> statements() {
        return List.of(
                named("programs", "p"),
                "update programs set renewal_fee = 10 where tenant_id = $1 returning id",
                named("training_providers", "t"),
                named("status_reasons", "s"),
                candidates("certifications", "c", "", "'active'", ""),
                // what a certification was last applied for with, done with long ago
                candidates("applications", "z", ", type, certification_id", "'activated'", "a <> 'n'"),
                candidates("applications", "a", ", type", "'approved'", "a <> 'n'"),
                candidates("applications", "d", ", type", "'draft'", "a <> 'n'"),
                """
                insert into training_providers (%s, name) select $1, 't-' || p || t || 'nn', 1, timestamptz '2026-03-01Z', 'a', timestamptz '2026-03-01Z', 'a', 'x'
                from unnest(array['i', 'o', 'n']) p, unnest(array['i', 'o']) t returning id""".formatted(SYS),
                """
                insert into course_registrations (%s, training_provider_id, program_id, course_name, registration_date, amount)
                select $1, 'r' || p || t, 1, timestamptz '2026-03-01Z', 'a', timestamptz '2026-03-01Z', 'a', 't-' || p || t || 'nn',
                  case p when 'n' then null else 'p-' || p end, 'x', '2026-02-15', 10
                from unnest(array['i', 'o', 'n']) p, unnest(array['i', 'o']) t returning id""".formatted(SYS));
    }

    private static String named(String table, String letter) {
        return """
                insert into %s (%s, name) select $1, '%s-' || x, 1, timestamptz '2026-03-01Z', 'a', timestamptz '2026-03-01Z', 'a', 'x'
                from unnest(array['i', 'o']) x returning id""".formatted(table, SYS, letter);
    }

    private static String candidates(String table, String letter, String more, String status, String which) {
        String type = "case a when 'i' then 'renewal' else 'transfer' end";
        String values =
                more.isEmpty() ? "" : more.contains("_id") ? ", " + type + ", 'c-' || p || t || s || a" : ", " + type;
        return "insert into " + table + " (" + SYS
                + ", name, program_id, training_provider_id, status_reason_id, status,"
                + " expiration_date" + more + ") select $1, '" + letter
                + "-' || p || t || s || a, 1, timestamptz '2026-03-01Z', 'a', timestamptz '2026-03-01Z',"
                + " 'a', 'x', 'p-' || nullif(p, 'n'), 't-' || nullif(t, 'n'), 's-' || nullif(s, 'n'), " + status
                + ", date '2026-02-15'" + values + " " + RANGE + (which.isEmpty() ? "" : "where " + which)
                + " returning id";
    }
}
