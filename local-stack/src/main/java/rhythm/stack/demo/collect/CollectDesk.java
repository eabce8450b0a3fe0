package rhythm.stack.demo.collect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Batches;
import rhythm.stack.demo.Setup;
import rhythm.stack.demo.card.Card;
import rhythm.stack.demo.card.StoredCards;

/** Enters plans and cards into the service; a new card is stored, put on its plan, and the old one put away. */
final class CollectDesk {
    private final Map<String, Plan> plans = new TreeMap<>();
    private final Map<String, String> scheduleIds = new TreeMap<>();
    private final Map<String, String> licences = new HashMap<>();
    private final StoredCards cards;
    private final Batches<Card> changedPlans;
    private final Batches<Plan> schedules;

    CollectDesk(ServiceClient service, List<Plan> all) {
        all.forEach(plan -> plans.put(plan.number(), plan));
        cards = new StoredCards(service, licence -> customer(known(plans, licence)));
        changedPlans = new Batches<>(
                service,
                "installmentSchedules",
                Card::licence,
                card -> Batches.patch(
                        known(scheduleIds, card.licence()),
                        Setup.object().put("stored_payment_method_id", cards.id(card))),
                (card, id) -> {});
        schedules = new Batches<>(service, "installmentSchedules", Plan::number, this::schedule, (plan, id) -> {
            scheduleIds.put(plan.number(), id);
            licences.put(id, plan.number());
        });
    }

    /** The plans of the year, with the cards they begin with. */
    void open() {
        cards.enter(plans.values().stream().map(Plan::card).toList());
        schedules.enter(List.copyOf(plans.values()));
    }

    void enter(List<Card> changed) {
        List<Card> fresh = cards.enter(changed);
        changedPlans.enter(fresh);
        cards.replace(fresh);
    }

    /** The licence of a schedule. */
    String licence(String scheduleId) {
        return licences.getOrDefault(scheduleId, "unknown " + scheduleId);
    }

    Map<String, String> scheduleIds() {
        return scheduleIds;
    }

    private ObjectNode schedule(Plan plan) {
        ObjectNode record = customer(plan)
                .put("name", plan.name())
                .put("currency", "USD")
                .put("status", "active")
                .put("stored_payment_method_id", cards.id(plan.card()))
                .put("sys_external_id", plan.number());
        ArrayNode entries = record.putArray("entries");
        plan.installments().forEach(one -> entries.addObject()
                .put("entry_id", one.id())
                .put("date", one.due().toString())
                .put("amount", one.amount()));
        return Batches.create(record);
    }

    private static ObjectNode customer(Plan plan) {
        return Setup.customer(plan.licence().account(), plan.email());
    }

    private static <V> V known(Map<String, V> values, String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
