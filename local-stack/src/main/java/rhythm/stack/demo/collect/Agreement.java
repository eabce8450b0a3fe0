package rhythm.stack.demo.collect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import rhythm.stack.demo.Money;
import rhythm.stack.demo.card.Card;

/** How a plan stands in our own books: what was paid and declined, and whether it rests. */
final class Agreement {
    private static final int ATTEMPTS = 3;
    private static final int DAYS_APART = 3;

    final Plan plan;
    Card card;
    String status = "active";

    @Nullable
    LocalDate suspendedAt;

    private final Map<String, String> entries = new TreeMap<>();
    private int failures;
    private @Nullable LocalDate nextAttempt;

    Agreement(Plan plan) {
        this.plan = plan;
        this.card = plan.card();
        plan.installments().forEach(one -> entries.put(one.id(), "pending"));
    }

    /** Another card sets the plan going again. */
    void take(Card changed) {
        boolean isSame = card.equals(changed);
        card = changed;
        if (!isSame && !Set.of("cancelled", "completed").contains(status)) {
            status = "active";
            suspendedAt = null;
            failures = 0;
            nextAttempt = null;
        }
    }

    /** Charges what is due, one after the other until one is declined. */
    void charge(LocalDate day, MonthDeeds deeds) {
        List<Plan.Installment> due = due(day);
        if (due.isEmpty() || !status.equals("active") || nextAttempt != null && nextAttempt.isAfter(day)) {
            return;
        }
        if (!card.pays()) {
            decline(day, due.getFirst(), deeds);
            return;
        }
        due.forEach(one -> {
            if ("failed".equals(entries.put(one.id(), "paid"))) {
                deeds.recovered = deeds.recovered.add(one.amount());
            }
        });
        deeds.charged.put(plan.number(), sum(due));
        deeds.mail(CollectSetup.PAID, plan.email(), plan.name());
        failures = 0;
        nextAttempt = null;
        if (!entries.containsValue("pending") && !entries.containsValue("failed")) {
            status = "completed";
        }
    }

    private void decline(LocalDate day, Plan.Installment one, MonthDeeds deeds) {
        entries.put(one.id(), "failed");
        failures++;
        nextAttempt = card.isDead() || failures == ATTEMPTS ? null : day.plusDays(DAYS_APART);
        deeds.declined.put(plan.number(), one.amount());
        deeds.mail(CollectSetup.DECLINED, plan.email(), plan.name());
        if (nextAttempt == null) {
            status = "suspended";
            suspendedAt = day;
            deeds.suspended.put(plan.number(), outstanding());
        }
    }

    void cancel() {
        status = "cancelled";
        entries.replaceAll((id, was) -> was.equals("pending") ? "cancelled" : was);
    }

    /** Suspended at most so many days before, the day itself included. */
    boolean isSuspendedSince(LocalDate day, int from, int to) {
        return status.equals("suspended")
                && suspendedAt != null
                && !suspendedAt.isBefore(day.minusDays(from))
                && !suspendedAt.isAfter(day.minusDays(to));
    }

    /** What was billed and is not paid. */
    BigDecimal balance() {
        return sum(in("failed"));
    }

    private BigDecimal outstanding() {
        return sum(in("failed", "pending"));
    }

    String standing() {
        return CollectStory.standing(
                plan.name(),
                status,
                plan.installments().stream()
                        .map(one -> "%s %s %s".formatted(one.id(), entries.get(one.id()), one.amount()))
                        .collect(Collectors.toList()));
    }

    private List<Plan.Installment> due(LocalDate day) {
        return in("failed", "pending").stream()
                .filter(one -> !one.due().isAfter(day))
                .toList();
    }

    private List<Plan.Installment> in(String... statuses) {
        return plan.installments().stream()
                .filter(one -> Set.of(statuses).contains(entries.get(one.id())))
                .toList();
    }

    private static BigDecimal sum(List<Plan.Installment> installments) {
        return Money.sum(installments.stream().map(Plan.Installment::amount).toList());
    }
}
