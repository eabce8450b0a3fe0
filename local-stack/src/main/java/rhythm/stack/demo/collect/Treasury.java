package rhythm.stack.demo.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ClosingStatement;
import rhythm.stack.demo.Setup;

/** What the service's books say was paid, declined and put to rest, added up, and held against the gateway's own ledger. */
final class Treasury {
    private static final BigDecimal NOTHING = BigDecimal.ZERO.setScale(2);

    private final ServiceClient service;
    private final Set<String> declinedInvoices = new HashSet<>();
    private Month year = new Month(NOTHING, NOTHING, Map.of(), Map.of());

    Treasury(ServiceClient service) {
        this.service = service;
    }

    /** The money of one run; declines and suspensions by schedule. */
    record Month(
            BigDecimal charged,
            BigDecimal recovered,
            Map<String, BigDecimal> declines,
            Map<String, BigDecimal> suspensions) {
        BigDecimal declined() {
            return sum(declines);
        }

        /** What was still to be paid on the schedules that were suspended. */
        BigDecimal suspended() {
            return sum(suspensions);
        }

        private static BigDecimal sum(Map<String, BigDecimal> amounts) {
            return amounts.values().stream().reduce(NOTHING, BigDecimal::add);
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
        Map<String, BigDecimal> declines = new TreeMap<>();
        Set<String> invoices = new HashSet<>();
        for (JsonNode action : declined) {
            String invoice = action.path("invoice_id").asText();
            invoices.add(invoice);
            declines.put(
                    action.path("candidate_id").asText(),
                    money(service.get("invoices", "/" + invoice + "?fields=total"), "total"));
        }
        BigDecimal charged = NOTHING;
        BigDecimal recovered = NOTHING;
        ObjectNode ofTheDay = Setup.object();
        ofTheDay.putArray("payment_date").add(day.toString()).add(day.toString());
        ofTheDay.putArray("status").add("complete");
        for (JsonNode payment : service.search("payments", ofTheDay, "amount,invoice_id")) {
            charged = charged.add(money(payment, "amount"));
            if (declinedInvoices.contains(payment.path("invoice_id").asText())) {
                recovered = recovered.add(money(payment, "amount"));
            }
        }
        declinedInvoices.addAll(invoices);
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
                .forEach(schedule -> amounts.put(schedule.path("id").asText(), money(schedule, "amount_outstanding")));
        return amounts;
    }

    /** The year's sums beside those of the gateway. */
    ClosingStatement statement() {
        Map<String, BigDecimal> ledger = new TreeMap<>();
        service.get("gatewayLedger", "")
                .forEach(line -> ledger.merge(line.path("outcome").asText(), money(line, "amount"), BigDecimal::add));
        BigDecimal succeeded = ledger.getOrDefault("succeeded", NOTHING);
        BigDecimal declined = ledger.getOrDefault("declined", NOTHING);
        Map<String, BigDecimal> lines = new LinkedHashMap<>();
        lines.put("charged", year.charged());
        lines.put("declined", year.declined());
        lines.put("recovered", year.recovered());
        lines.put("suspended", year.suspended());
        lines.put("gateway charged", succeeded);
        lines.put("gateway declined", declined);
        BigDecimal difference = year.charged()
                .subtract(succeeded)
                .abs()
                .add(year.declined().subtract(declined).abs());
        return new ClosingStatement("USD", lines, difference);
    }

    /** An amount to the cent; one with more places is nobody's money. */
    static BigDecimal money(JsonNode record, String field) {
        return new BigDecimal(record.path(field).asText()).setScale(2, RoundingMode.UNNECESSARY);
    }
}
