package rhythm.stack.demo.collect;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import rhythm.stack.demo.card.Card;

/** The chamber's own books of what it charged and what it did not get, by the plans and the rules of its runs alone. */
final class Till {
    static final int CARD_DAYS = 30;
    static final int CANCEL_DAYS = 60;

    private static final int LONG_AGO = 10_000;

    private final Map<String, Agreement> agreements = new TreeMap<>();

    Till(List<Plan> plans) {
        plans.forEach(plan -> agreements.put(plan.number(), new Agreement(plan)));
    }

    void take(Card card) {
        Objects.requireNonNull(agreements.get(card.licence())).take(card);
    }

    /** All that the run of this day does, in its order. */
    MonthDeeds run(LocalDate day) {
        MonthDeeds deeds = new MonthDeeds();
        Map<String, BigDecimal> owedBefore = owed();
        List<Agreement> reminded = suspended(day, CANCEL_DAYS - 1, 0);
        List<Agreement> cancelled = suspended(day, LONG_AGO, CANCEL_DAYS);
        agreements.values().forEach(one -> one.charge(day, deeds));
        reminded.forEach(one -> deeds.mail(CollectSetup.SUSPENDED, one.plan.email(), one.plan.name()));
        agreements.values().stream()
                .filter(one -> one.card.expiresWithin(day, CARD_DAYS))
                .forEach(one -> deeds.mail(CollectSetup.EXPIRING, one.plan.email(), one.card.lastFour()));
        Map<String, BigDecimal> owed = owed();
        owedBefore.keySet().stream()
                .filter(owed::containsKey)
                .forEach(
                        account -> deeds.mail(CollectSetup.STATEMENT, Plan.email(account), "USD " + owed.get(account)));
        cancelled.forEach(one -> {
            one.cancel();
            deeds.cancelled.add(one.plan.number());
            deeds.mail(CollectSetup.CANCELLED, one.plan.email(), one.plan.name());
        });
        return deeds;
    }

    private List<Agreement> suspended(LocalDate day, int from, int to) {
        return agreements.values().stream()
                .filter(one -> one.isSuspendedSince(day, from, to))
                .toList();
    }

    /** What every holder owes who owes anything, over all his licences. */
    private Map<String, BigDecimal> owed() {
        Map<String, BigDecimal> owed = new TreeMap<>();
        agreements.values().stream()
                .filter(one -> one.balance().signum() > 0)
                .forEach(one -> owed.merge(one.plan.licence().account(), one.balance(), BigDecimal::add));
        return owed;
    }

    /** How every plan stands now. */
    List<String> standings() {
        return agreements.values().stream().map(Agreement::standing).toList();
    }
}
