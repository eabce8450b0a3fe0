package rhythm.stack.demo.renewals;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.ClosingStatement;
import rhythm.stack.demo.CollectBooks;
import rhythm.stack.demo.GatewayLedger;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.Setup;
import rhythm.stack.demo.card.Card;

/** The year's money, added up from collect-billing's books and held against the gateway's own ledger. */
final class Takings {
    private final ServiceClient collect;
    private final CollectBooks books;
    private final Map<String, BigDecimal> year = new LinkedHashMap<>();
    private final Set<String> dead = new HashSet<>();

    Takings(ServiceClient collect) {
        this.collect = collect;
        this.books = new CollectBooks(collect);
    }

    /** The money since the run before; the gateway's declines by membership, and those of cards that it was not asked about again. */
    record Month(
            BigDecimal ordered,
            BigDecimal paid,
            BigDecimal charged,
            Map<String, BigDecimal> declines,
            List<String> unasked) {
        BigDecimal declined() {
            return Money.sum(declines.values());
        }
    }

    /** Looks up what came in with the run of a day, and since the one before. */
    Month close(LocalDate day, List<JsonNode> orders, List<JsonNode> declined) {
        BigDecimal paid = Money.NOTHING;
        BigDecimal charged = Money.NOTHING;
        for (JsonNode payment : books.payments(day.minusMonths(1).plusDays(1), day)) {
            // the gateway moves cards and accounts; members pay by transfer
            if (payment.path("type").asText().equals(RenewalDesk.BY_TRANSFER)) {
                paid = paid.add(Money.of(payment, "amount"));
            } else {
                charged = charged.add(Money.of(payment, "amount"));
            }
        }
        BigDecimal ordered = Money.sum(books.invoiced(orders).values());
        List<JsonNode> asked = declined.stream().filter(this::isAsked).toList();
        List<String> unasked = declined.stream()
                .filter(action -> !asked.contains(action))
                .map(action -> action.path("candidate_id").asText())
                .toList();
        Month month = new Month(ordered, paid, charged, books.invoiced(asked), unasked);
        add("ordered", month.ordered());
        add("paid", month.paid());
        add("charged", month.charged());
        add("declined", month.declined());
        return month;
    }

    /** Once a card was declined for good, only the service itself has said so again. */
    private boolean isAsked(JsonNode declined) {
        String said = declined.path("error_message").asText();
        return !Card.isDeadly(said) || dead.add(declined.path("candidate_id").asText() + " " + said);
    }

    private void add(String line, BigDecimal amount) {
        year.merge(line, amount, BigDecimal::add);
    }

    /** The year's sums, what is open in the end, and what the gateway's ledger says. */
    ClosingStatement statement() {
        Map<String, BigDecimal> lines = new LinkedHashMap<>(year);
        lines.put("open", Money.sum(balances().values()));
        return GatewayLedger.of(collect).statement(lines);
    }

    /** What is open of each invoice. */
    private Map<String, BigDecimal> balances() {
        Map<String, BigDecimal> balances = new LinkedHashMap<>();
        collect.search("invoices", Setup.object(), "balance_due")
                .forEach(one -> balances.put(one.path("id").asText(), Money.of(one, "balance_due")));
        return balances;
    }

    /** How every order stands, with the balance of its invoice. */
    List<String> bills() {
        Map<String, BigDecimal> balances = balances();
        return collect.search("orders", Setup.object(), "lines,total,status,invoice_id").stream()
                .map(order -> Bill.standing(
                        order.path("lines").path(0).path("description").asText(),
                        order.path("status").asText(),
                        Money.of(order, "total"),
                        balances.getOrDefault(order.path("invoice_id").asText(), Money.NOTHING)))
                .toList();
    }
}
