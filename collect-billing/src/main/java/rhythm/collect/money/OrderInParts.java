package rhythm.collect.money;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import rhythm.collect.installmentschedule.EntrySettlement;
import rhythm.collect.installmentschedule.InstallmentSchedule;
import rhythm.collect.invoice.Settlement;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.rest.Operation;
import rhythm.kernel.rest.Planner;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Tx;

/**
 * Has an order paid in installments from now on: its whole invoice gives way to a schedule that covers exactly what is open. What
 * was paid before is an entry of it, too, and paid.
 */
final class OrderInParts {
    static final RecordType<InstallmentSchedule> SCHEDULES =
            new RecordType<>(InstallmentSchedule.class, "installmentSchedules");

    /** The entry of what was paid before. */
    private static final String PAID = "paid";

    private static final String COLUMNS = SCHEDULES.fields().stream()
            .filter(field -> !field.is(Derived.class))
            .map(field -> field.name())
            .collect(Collectors.joining(", "));

    private final Tx tx;
    private final String tenant;
    private final Planner<InstallmentSchedule> planner;
    private final Moment moment;

    OrderInParts(Tx tx, Planner<InstallmentSchedule> planner, Moment moment) {
        this.tx = tx;
        this.tenant = planner.tenant();
        this.planner = planner;
        this.moment = moment;
    }

    /** {@code asked} has the entries, and may have the card that they are charged to; answers the schedule's id. */
    String make(String order, ObjectNode asked) {
        Row row = lock(order);
        BigDecimal paid = row.getBigDecimal("paid");
        ObjectNode tree = customer(row).put("order_id", order).put("currency", row.getString("currency"));
        tree.setAll(asked);
        InstallmentSchedule schedule = plan(tree);
        BigDecimal sum = schedule.entries.stream().map(entry -> entry.amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal open = row.getBigDecimal("total").subtract(paid);
        if (sum.compareTo(open) != 0) {
            throw Problem.INVALID.field(
                    "entries",
                    "come to %s; what is open of the order is %s".formatted(sum.toPlainString(), open.toPlainString()));
        }
        if (paid.signum() > 0) {
            ((ArrayNode) tree.get("entries"))
                    .addObject()
                    .put("entry_id", PAID)
                    .put("date", moment.today().toString())
                    .put("amount", paid);
            schedule = plan(tree);
        }
        String[] payments = giveWay(order);
        tx.run(
                "insert into installment_schedules (tenant_id, %1$s) select $2, %1$s from ".formatted(COLUMNS)
                        + "jsonb_populate_recordset(null::installment_schedules, $1::text::jsonb)",
                RecordMapper.text(List.of(schedule)),
                tenant);
        if (paid.signum() > 0) {
            settle(payments, schedule.id);
        }
        return schedule.id;
    }

    private InstallmentSchedule plan(ObjectNode tree) {
        Step<InstallmentSchedule> step = planner.plan(new Operation.Create(tree), null);
        return step.orThrow();
    }

    private static ObjectNode customer(Row row) {
        return (ObjectNode)
                RecordMapper.MAPPER.valueToTree(row.getJsonObject("customer").getMap());
    }

    /** The order as it stands, held still with its invoice; refused unless all of it is one open bill. */
    private Row lock(String order) {
        tx.run("select o.id from orders o where o.tenant_id = $1 and o.id = $2 for no key update", tenant, order);
        tx.run("""
                select i.id from invoices i where i.tenant_id = $1 and i.order_id = $2 order by i.id for no key update""", tenant, order);
        for (Row row : tx.run("""
                select o.status, o.pro_forma, o.total, o.currency, jsonb_strip_nulls(jsonb_build_object('customer_type', o.customer_type,
                    'contact_id', o.contact_id, 'organization_id', o.organization_id, 'first_name', o.first_name,
                    'last_name', o.last_name, 'organization_name', o.organization_name, 'email_address', o.email_address)) as customer,
                  coalesce((select i.total - i.balance_due from invoices i where i.tenant_id = $1 and i.id = o.invoice_id), 0) as paid,
                  (select s.id from installment_schedules s where s.tenant_id = $1 and s.order_id = o.id
                    and s.status <> 'cancelled' limit 1) as schedule,
                  exists (select from payment_attempts a where a.tenant_id = $1 and a.invoice_id = o.invoice_id
                    and a.state in ('started', 'unknown')) as is_under_charge
                from orders o where o.tenant_id = $1 and o.id = $2""", tenant, order)) {
            requireOpen(order, row);
            return row;
        }
        throw Problem.NOT_FOUND.because("there is no orders " + order);
    }

    private static void requireOpen(String order, Row row) {
        if (Boolean.TRUE.equals(row.getBoolean("pro_forma"))) {
            throw Problem.CONFLICT.field("pro_forma", "the order " + order + " is an estimate; bind it first");
        }
        if (!row.getString("status").equals("awaiting payment")) {
            throw Problem.CONFLICT.field("status", "the order " + order + " is " + row.getString("status"));
        }
        if (row.getString("schedule") != null) {
            throw Problem.CONFLICT.field(
                    "entries", "the order " + order + " is paid by the schedule " + row.getString("schedule"));
        }
        if (row.getBoolean("is_under_charge")) {
            throw Problem.CONFLICT.field("entries", "the order " + order + " is being charged; try again after that");
        }
    }

    /** Answers the payments that the invoice had; another credit of the customer's is none of them. */
    private String[] giveWay(String order) {
        List<String> payments = new ArrayList<>();
        tx.run("""
                update payments p set invoice_id = null, order_id = i.order_id, sys_version = p.sys_version + 1, sys_last_modified_at = $3
                from invoices i where p.tenant_id = $1 and i.tenant_id = $1 and i.order_id = $2 and p.invoice_id = i.id
                  and p.status in ('complete', 'settling') returning p.id""", tenant, order, moment.now()).forEach(row -> payments.add(row.getString(0)));
        tx.run("""
                update invoices i set status = 'void', balance_due = i.total, sys_version = i.sys_version + 1,
                  sys_last_modified_at = $3
                where i.tenant_id = $1 and i.order_id = $2 and i.status = 'open'""", tenant, order, moment.now());
        tx.run("""
                update orders o set invoice_id = null, sys_version = o.sys_version + 1, sys_last_modified_at = $3
                where o.tenant_id = $1 and o.id = $2 and o.invoice_id is not null""", tenant, order, moment.now());
        return payments.toArray(String[]::new);
    }

    /** What was paid on the whole invoice pays its entry. */
    private void settle(String[] payments, String schedule) {
        String[] invoice = Books.invoices(tx, tenant, List.of(new Due(tenant, schedule, PAID, "")), moment)
                .toArray(String[]::new);
        tx.run("""
                update payments p set invoice_id = $3, sys_version = p.sys_version + 1, sys_last_modified_at = $4
                where p.tenant_id = $1 and p.id = any($2)""", tenant, payments, invoice[0], moment.now());
        tx.run(Settlement.INVOICES, tenant, invoice, moment.now());
        tx.run(EntrySettlement.SETTLE, tenant, invoice, moment.now());
    }
}
