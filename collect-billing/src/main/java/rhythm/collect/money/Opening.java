package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import rhythm.collect.gateway.Charge;
import rhythm.collect.money.Attempts.Begun;
import rhythm.collect.money.Attempts.Next;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.Tx;

/** Bills entries of different schedules and begins to charge them, in one transaction and with the same few statements for all. */
final class Opening {
    private final Tx tx;
    private final String tenant;
    private final Moment moment;
    private final OffsetDateTime leasedUntil;
    private final Map<Due, Opened> opened = new HashMap<>();

    /** Entries that are to be billed, or are and can be charged. */
    private final Map<Due, Entry> chargeable = new HashMap<>();

    private Map<String, Attempt> answered = Map.of();
    private Map<String, Card> cards = Map.of();

    /** An entry as it is in its schedule; the invoice is the one that bills it now, or null. */
    private record Entry(
            String scheduleStatus,
            String order,
            String method,
            LocalDate nextAttempt,
            String status,
            BigDecimal amount,
            String invoice,
            String invoiceStatus) {
        static Entry of(Row row) {
            return new Entry(
                    row.getString("status"),
                    row.getString("order_id"),
                    row.getString("stored_payment_method_id"),
                    row.getLocalDate("next_attempt_date"),
                    row.getString("entry_status"),
                    row.getBigDecimal("amount"),
                    row.getString("invoice_id"),
                    row.getString("invoice_status"));
        }

        boolean isChargeable() {
            return scheduleStatus.equals("active") && !isSettled();
        }

        /** Paid otherwise, or given up: there is nothing to charge any more. */
        boolean isSettled() {
            return !Installments.isChargeable(status) || invoice != null && !invoiceStatus.equals("open");
        }
    }

    Opening(Tx tx, String tenant, Moment moment, OffsetDateTime leasedUntil) {
        this.tx = tx;
        this.tenant = tenant;
        this.moment = moment;
        this.leasedUntil = leasedUntil;
    }

    /** In the order of the entries given. */
    List<Opened> open(List<Due> entries) {
        Installments.lock(
                tx, tenant, Due.column(entries, Due::schedule)); // what it waited for, the next statement sees
        Map<Due, Entry> found = find(entries);
        answered = Attempts.last(tx, tenant, entries.stream().map(Due::key).toList());
        cards = Card.all(
                tx,
                tenant,
                found.values().stream()
                        .map(Entry::method)
                        .filter(Objects::nonNull)
                        .toList());
        for (Due due : entries) {
            try {
                sort(due, found.get(due));
            } catch (ProblemException refusal) {
                opened.put(due, Opened.refused(refusal));
            }
        }
        begin(bill());
        return entries.stream().map(opened::get).toList();
    }

    private Map<Due, Entry> find(List<Due> entries) {
        Map<Due, Entry> found = new HashMap<>();
        for (Row row : tx.run("""
                select v.n::integer, s.status, s.order_id, s.stored_payment_method_id, s.next_attempt_date,
                  e ->> 'status' as entry_status, (e ->> 'amount')::numeric as amount, i.id as invoice_id, i.status as invoice_status
                from unnest($2::text[], $3::text[]) with ordinality v (schedule, entry, n)
                join installment_schedules s on s.tenant_id = $1 and s.id = v.schedule
                join lateral jsonb_array_elements(s.entries) e on e ->> 'entry_id' = v.entry
                left join invoices i on i.tenant_id = $1 and i.installment_schedule_id = s.id and i.entry_id = v.entry
                  and i.status <> 'void'""", tenant, Due.column(entries, Due::schedule), Due.column(entries, Due::entry))) {
            found.put(entries.get(row.getInteger("n") - 1), Entry.of(row));
        }
        return found;
    }

    /** What is known already, what cannot be charged, and what can. */
    private void sort(Due due, Entry entry) {
        if (entry == null) {
            throw Problem.CONFLICT.because(
                    "there is no entry %s in the schedule %s".formatted(due.entry(), due.schedule()));
        }
        Attempt last = answered.get(due.key());
        if (entry.isSettled() && (last == null || wasWithdrawn(last))) {
            opened.put(due, Opened.nothing());
            return;
        }
        if (last != null && (last.outcome().isEmpty() || !entry.isChargeable() || isAnsweredAlike(last, entry))) {
            opened.put(
                    due,
                    Opened.billed(entry.order, last.invoiceId(), entry.amount).with(new Begun(last, false)));
            return;
        }
        if (!entry.isChargeable()) {
            throw Problem.CONFLICT.because("the schedule %s is %s".formatted(due.schedule(), entry.scheduleStatus));
        }
        if (entry.nextAttempt != null && entry.nextAttempt.isAfter(moment.today())) {
            // declined for another action since this one was decided
            throw Problem.CONFLICT.because(
                    "the schedule %s waits for its next attempt on %s".formatted(due.schedule(), entry.nextAttempt));
        }
        if (entry.method != null) {
            cards.get(entry.method).requireActive();
        }
        chargeable.put(due, entry);
    }

    private static boolean wasWithdrawn(Attempt last) {
        return last.outcome().orElse(null) instanceof Charge.Declined declined && declined.isWithdrawn();
    }

    private boolean isAnsweredAlike(Attempt last, Entry entry) {
        return entry.method != null
                && !last.mayBeFollowed(cards.get(entry.method).hash(), moment.now());
    }

    /** The invoice of each: the one that there is, held still, or a new one. */
    private Map<Due, String> bill() {
        Map<Due, String> invoices = new HashMap<>();
        List<Due> unbilled = new ArrayList<>();
        chargeable.forEach((due, entry) -> {
            if (entry.invoice == null) {
                unbilled.add(due);
            } else {
                invoices.put(due, entry.invoice);
            }
        });
        Books.lock(tx, tenant, invoices.values().toArray(String[]::new));
        List<String> made = Books.invoices(tx, tenant, unbilled, moment);
        Installments.billed(tx, tenant, unbilled, made, moment);
        for (int i = 0; i < made.size(); i++) {
            invoices.put(unbilled.get(i), made.get(i));
        }
        return invoices;
    }

    private void begin(Map<Due, String> invoices) {
        Map<Due, Next> attempts = new HashMap<>();
        Map<String, Attempt> underWay = Attempts.underWay(tx, tenant, List.copyOf(invoices.values()));
        Map<String, Dunning> before =
                Dunning.of(tx, tenant, invoices.keySet().stream().map(Due::stem).toList());
        invoices.forEach((due, invoice) -> {
            Entry entry = chargeable.get(due);
            Opened billed = Opened.billed(entry.order, invoice, entry.amount);
            opened.put(due, underWay.containsKey(invoice) ? billed.behind(underWay.get(invoice)) : billed);
            if (entry.method != null && !underWay.containsKey(invoice)) {
                Attempt last = answered.get(due.key());
                attempts.put(
                        due,
                        new Next(
                                due.key(),
                                last == null ? 1 : last.number() + 1,
                                due.stem(),
                                before.getOrDefault(due.stem(), Dunning.NONE).attempts() + 1,
                                invoice,
                                cards.get(entry.method)));
            }
        });
        Map<String, Attempt> begun = Attempts.begin(tx, tenant, List.copyOf(attempts.values()), moment, leasedUntil);
        attempts.forEach((due, next) -> {
            Attempt attempt = begun.get(due.key());
            opened.put(
                    due,
                    attempt == null
                            ? Opened.refused(next.isNotOpen())
                            : opened.get(due).with(new Begun(attempt, true)));
        });
    }
}
