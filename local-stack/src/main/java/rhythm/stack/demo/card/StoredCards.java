package rhythm.stack.demo.card;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Batches;
import rhythm.stack.demo.Setup;

/** Enters cards into collect-billing: the first ones, what the gateway says of them later, and those that replace them. */
public final class StoredCards {
    private final Function<String, ObjectNode> holder;
    private final Map<String, String> ids = new HashMap<>();
    private final Batches<Card> cards;
    private final Batches<Card> replaced;

    /** {@code holder} says who holds the card of a licence. */
    public StoredCards(ServiceClient collect, Function<String, ObjectNode> holder) {
        this.holder = holder;
        cards = new Batches<>(
                collect, "storedPaymentMethods", Card::licence, this::store, (card, id) -> ids.put(key(card), id));
        replaced = new Batches<>(
                collect,
                "storedPaymentMethods",
                Card::licence,
                card -> Batches.patch(
                        known(card.licence() + "/" + (card.number() - 1)),
                        Setup.object().put("is_active", false)),
                (card, id) -> {});
    }

    /** Stores the cards as they are now; answers those that were not there before. */
    public List<Card> enter(List<Card> changed) {
        List<Card> fresh =
                changed.stream().filter(card -> !ids.containsKey(key(card))).toList();
        cards.enter(changed);
        return fresh;
    }

    /** Puts away the cards in whose place these are. */
    public void replace(List<Card> fresh) {
        replaced.enter(fresh);
    }

    /** Where a card is stored. */
    public String id(Card card) {
        return known(key(card));
    }

    private ObjectNode store(Card card) {
        String stored = ids.get(key(card));
        if (stored != null) {
            return Batches.patch(stored, Setup.object().put("token", card.token()));
        }
        ObjectNode record =
                holder.apply(card.licence()).put("token", card.token()).put("last_four", card.lastFour());
        return Batches.create(
                card.expiration() == null
                        ? record.put("type", "electronic check")
                        : record.put("type", "credit card")
                                .put("brand", "visa")
                                .put("expiration", card.expiration().toString()));
    }

    private String known(String key) {
        return Objects.requireNonNull(ids.get(key), key);
    }

    private static String key(Card card) {
        return card.licence() + "/" + card.number();
    }
}
