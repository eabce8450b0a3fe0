package rhythm.endtoend.cards;

import static rhythm.endtoend.cards.AllServices.TENANT;
import static rhythm.endtoend.cards.AllServices.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import rhythm.endtoend.Owner;
import rhythm.stack.Service;
import rhythm.stack.ServiceClient;

/** A run of each service that charges, bills and writes mails, with cards that work, that decline and that time out. */
final class CardRuns {
    static final String STAFF = "staff@chamber.example";

    private static final List<String> TOKENS =
            List.of("success", "insufficient_funds", "lost_card", "timeout_after", "timeout_before", "slow-50");
    private static final String FROM = "2027-01-01";
    private static final String TO = "2027-01-31";

    private final AllServices site;
    private final StringBuilder events = new StringBuilder();
    private final List<String> wrong = new ArrayList<>();

    CardRuns(AllServices site) {
        this.site = site;
    }

    /** The runs' events, to their ends. */
    String events() {
        return events.toString();
    }

    /** What did not go as it should. */
    List<String> wrong() {
        return wrong;
    }

    void installments() {
        ServiceClient collect = site.client(Service.COLLECT);
        for (String token : TOKENS) {
            String card = card(collect, token);
            ObjectNode schedule = customer(token).put("currency", "USD").put("stored_payment_method_id", card);
            schedule.putArray("entries").addObject().put("date", TO).put("amount", 10);
            collect.create("installmentSchedules", schedule);
            invoice(collect, token);
        }
        ObjectNode run = object().put("process_installment_schedules", true).put("send_statements", true);
        range(run.putObject("installment_schedule_options"))
                .put("installment_success_notice_id", notice(collect, "{schedule.name}: {schedule.status}"))
                .put("installment_failure_notice_id", notice(collect, "{schedule.name}: {schedule.error_message}"));
        run.putObject("statement_options").put("statement_notice_id", notice(collect, "{statement.balance_due}"));
        goThrough(Service.COLLECT, collect, run);
    }

    private static void invoice(ServiceClient collect, String contact) {
        ObjectNode invoice = customer(contact).put("currency", "USD");
        invoice.putArray("lines").addObject().put("description", "Dinner").put("unit_price", 7.5);
        collect.create("invoices", invoice);
    }

    /** Auto-renewals; one member was stored with a card number for a name, before such a thing was refused. */
    void renewals() {
        ServiceClient membership = site.client(Service.MEMBERSHIP);
        ServiceClient collect = site.client(Service.COLLECT);
        String pack = membership.create(
                "packages",
                object().put("name", "Member")
                        .put("renewal_price", 120.5)
                        .put("currency", "USD")
                        .put("term", 12));
        String stale = "";
        for (String token : TOKENS) {
            String card = card(collect, token);
            ObjectNode member = customer(token).put("package_id", pack).put("status", "active");
            member.put("expiration_date", TO).put("renew_automatically", true);
            member.putObject("renewal_payment_info")
                    .put("stored_payment_method_id", card)
                    .put("last_four", "4242");
            stale = membership.create("memberships", member);
        }
        AllServices.asAdmin(
                site.database(Service.MEMBERSHIP), """
                update memberships set first_name = '%s', last_name = 'card %s' where id = '%s'""".formatted(CardSamples.number(0), CardSamples.text(1), stale));
        ObjectNode run = object().put("perform_auto_renewals", true);
        range(run.putObject("auto_renewal_options"))
                .put("auto_renewal_success_notice_id", notice(membership, "{membership.name}, {order.total}"))
                .put("auto_renewal_failure_notice_id", notice(membership, "{membership.name} was not renewed"));
        goThrough(Service.MEMBERSHIP, membership, run);
        String refused = Owner.ask(site.database(Service.MEMBERSHIP), """
                select error_message from billing_run_actions where status = 'error' and candidate_id = '%s'""".formatted(stale));
        if (!refused.contains("400") || !refused.contains("_name")) {
            wrong.add("the order should be refused by its field: " + refused);
        }
        AllServices.asAdmin(
                site.database(Service.MEMBERSHIP), "delete from memberships where id = '%s'".formatted(stale));
    }

    /** Forecasts, and a provider's bill that goes to its administrators. */
    void forecasts() {
        ServiceClient certifications = site.client(Service.CERTIFICATIONS);
        String program = certifications.create(
                "programs",
                object().put("name", "Welder")
                        .put("renewal_fee", 80)
                        .put("currency", "USD")
                        .put("term", 12));
        ObjectNode academy = object().put("name", "Academy");
        academy.putArray("administrators")
                .addObject()
                .put("first_name", "Bo")
                .put("email_address", "bo@academy.example");
        String provider = certifications.create("trainingProviders", academy);
        certifications.create(
                "courseRegistrations",
                object().put("training_provider_id", provider)
                        .put("program_id", program)
                        .put("course_name", "Basics")
                        .put("registration_date", TO)
                        .put("amount", 25.5)
                        .put("currency", "USD"));
        certifications.create(
                "certifications",
                customer("ann")
                        .put("program_id", program)
                        .put("status", "active")
                        .put("expiration_date", TO));
        ObjectNode run = object().put("forecast_renewals", true).put("bill_training_providers", true);
        range(run.putObject("renewal_forecasting_options"));
        range(run.putObject("training_provider_billing_options"))
                .put("invoice_template_id", "usual")
                .put("payment_terms_id", "usual")
                .put("email_invoices_to_training_providers", true);
        goThrough(Service.CERTIFICATIONS, certifications, run);
    }

    private static String card(ServiceClient collect, String token) {
        ObjectNode card =
                customer(token).put("type", "credit card").put("brand", "visa").put("expiration", "2029-12");
        return collect.create("storedPaymentMethods", card.put("token", token));
    }

    private static ObjectNode customer(String contact) {
        return object().put("name", contact)
                .put("contact_id", contact)
                .put("email_address", contact + "@chamber.example");
    }

    private static ObjectNode range(ObjectNode options) {
        return options.put("expiration_date_range_start", FROM).put("expiration_date_range_end", TO);
    }

    private static String notice(ServiceClient service, String sentence) {
        return service.create(
                "billingNotices",
                object().put("name", "Notice")
                        .put("is_active", true)
                        .put("subject", "For {contact.email_address}")
                        .put("text", sentence));
    }

    private void goThrough(Service service, ServiceClient client, ObjectNode run) {
        String id = client.create("billingRuns", run.put("name", "Run").put("notification_email", STAFF));
        for (String step : List.of("refresh", "execute")) {
            client.post("billingRuns", "/" + step + "/" + id, object());
            events.append(follow(service, id));
        }
        String status = client.get("billingRuns", "/" + id).path("status").asText();
        if (!status.equals("completed")) {
            throw new AssertionError("the run of " + service + " is " + status + events);
        }
    }

    /** Reads the run's events until there are no more. */
    private String follow(Service service, String run) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(site.url(service) + "/billingRuns/" + TENANT + "/progress/" + run))
                .header("Authorization", "Bearer " + site.token())
                .header("Accept", "text/event-stream")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
