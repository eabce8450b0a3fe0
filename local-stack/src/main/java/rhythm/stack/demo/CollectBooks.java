package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;

/** What collect-billing's books say of the money that a story moved. */
public record CollectBooks(ServiceClient collect) {

    /** The payments of these days that count, with their amounts, types and invoices. */
    public List<JsonNode> payments(LocalDate from, LocalDate to) {
        ObjectNode criteria = Setup.object();
        criteria.putArray("payment_date").add(from.toString()).add(to.toString());
        criteria.putArray("status").add("complete");
        return collect.search("payments", criteria, "amount,type,invoice_id");
    }

    /** What the invoices of these actions come to, by candidate. */
    public Map<String, BigDecimal> invoiced(List<JsonNode> actions) {
        if (actions.isEmpty()) {
            return Map.of();
        }
        ObjectNode criteria = Setup.object();
        ArrayNode ids = criteria.putArray("ids");
        actions.forEach(action -> ids.add(action.path("invoice_id").asText()));
        Map<String, BigDecimal> totals = new HashMap<>();
        collect.search("invoices", criteria, "total")
                .forEach(invoice -> totals.put(invoice.path("id").asText(), Money.of(invoice, "total")));
        Map<String, BigDecimal> byCandidate = new TreeMap<>();
        actions.forEach(action -> byCandidate.put(
                action.path("candidate_id").asText(),
                Objects.requireNonNull(totals.get(action.path("invoice_id").asText()))));
        return byCandidate;
    }
}
