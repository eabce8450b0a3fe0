package rhythm.stack.demo.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ClosingStatement;
import rhythm.stack.demo.CollectBooks;
import rhythm.stack.demo.GatewayLedger;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.Setup;

/** What the service's books say was paid, declined and put to rest, added up, and held against the gateway's own ledger. */
final class Treasury {
    private final ServiceClient service;
    private final CollectBooks books;
    private final Set<String> declinedInvoices = new HashSet<>();
    private Month year = new Month(Money.NOTHING, Money.NOTHING, Map.of(), Map.of());

    Treasury(ServiceClient service) {
        this.service = service;
        this.books = new CollectBooks(service);
    }

    /** The money of one run; declines and suspensions by schedule. */
    record Month(
            BigDecimal charged,
            BigDecimal recovered,
            Map<String, BigDecimal> declines,
            Map<String, BigDecimal> suspensions) {
        BigDecimal declined() {
            return Money.sum(declines.values());
        }

        /** What was still to be paid on the schedules that were suspended. */
        BigDecimal suspended() {
            return Money.sum(suspensions.values());
        }

        /** Both together; declines and suspensions as one sum each. */
        private Month plus(Month other) {
            return new Month(
                    charged.add(other.charged),
                    recovered.add(other.recovered),
                    Map.of("all", declined().add(other.declined())),
                    Map.of("all", suspended().add(other.suspended())));
        }
    }

    /** Looks up what came of the run of a day; the actions are those whose charge was declined. */
    Month close(LocalDate day, List<JsonNode> declined) {
        Map<String, BigDecimal> declines = books.invoiced(declined);
        BigDecimal charged = Money.NOTHING;
        BigDecimal recovered = Money.NOTHING;
        for (JsonNode payment : books.payments(day, day)) {
            charged = charged.add(Money.of(payment, "amount"));
            if (declinedInvoices.contains(payment.path("invoice_id").asText())) {
                recovered = recovered.add(Money.of(payment, "amount"));
            }
        }
        declined.forEach(
                action -> declinedInvoices.add(action.path("invoice_id").asText()));
        Month month = new Month(charged, recovered, declines, suspensions(day));
        year = year.plus(month);
        return month;
    }

    private Map<String, BigDecimal> suspensions(LocalDate day) {
        ObjectNode suspended = Setup.object();
        suspended.putArray("status").add("suspended");
        Map<String, BigDecimal> amounts = new TreeMap<>();
        service.search("installmentSchedules", suspended, "suspended_at,amount_outstanding").stream()
                .filter(schedule -> schedule.path("suspended_at").asText().equals(day.toString()))
                .forEach(schedule ->
                        amounts.put(schedule.path("id").asText(), Money.of(schedule, "amount_outstanding")));
        return amounts;
    }

    /** The year's sums beside those of the gateway. */
    ClosingStatement statement() {
        Map<String, BigDecimal> lines = new LinkedHashMap<>();
        lines.put("charged", year.charged());
        lines.put("declined", year.declined());
        lines.put("recovered", year.recovered());
        lines.put("suspended", year.suspended());
        return GatewayLedger.of(service).statement(lines);
    }
}
