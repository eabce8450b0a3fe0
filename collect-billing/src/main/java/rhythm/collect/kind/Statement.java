package rhythm.collect.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Conditions;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.SendMail;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Tells customers once what they owe in all. */
final class Statement implements Kind {
    private static final Label LABEL = new Label("send statement", "st", "send_statements", "statement_options");
    private static final Condition OWES = openInvoice("has an open invoice", "true", "at least one");

    /** An open invoice of the customer {@code c}, of which the predicate holds; {@code o} is its order. */
    private static Condition openInvoice(String name, String predicate, String wanted) {
        return new Condition(name, """
                exists (select from invoices i left join orders o on o.tenant_id = i.tenant_id and o.id = i.order_id
                  where i.tenant_id = c.tenant_id and i.customer_id = c.id and i.status = 'open' and %s)""".formatted(predicate), """
                (select string_agg(distinct coalesce(o.service, 'none'), ', ') from invoices i
                  left join orders o on o.tenant_id = i.tenant_id and o.id = i.order_id
                  where i.tenant_id = c.tenant_id and i.customer_id = c.id and i.status = 'open')""", wanted);
    }

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Customers.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = new ArrayList<>(List.of(OWES));
        Conditions.restricted(
                        options, "invoice_service_restriction", "invoice_services", "invoice_service", "o.service")
                .forEach(service -> {
                    Condition invoice = openInvoice(service.name(), service.predicate(), service.wanted());
                    conditions.add(new Condition(
                            invoice.name(), invoice.predicate(), service.params(), invoice.actual(), invoice.wanted()));
                });
        return List.of(new Selection("", options.getString("statement_notice_id"), conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return List.of(new SendMail());
    }
}
