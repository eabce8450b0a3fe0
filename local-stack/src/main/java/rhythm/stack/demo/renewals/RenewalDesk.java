package rhythm.stack.demo.renewals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import rhythm.stack.ServiceClient;
import rhythm.stack.demo.Batches;
import rhythm.stack.demo.Setup;
import rhythm.stack.demo.card.Card;
import rhythm.stack.demo.card.StoredCards;

/** Enters what members do: renew at a tariff, leave a card, and pay their bills; the rest is the services' to do. */
final class RenewalDesk {
    /** How members pay who are not charged. */
    static final String BY_TRANSFER = "other";

    private final ServiceClient service;
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, String> idByLicence = new TreeMap<>();
    private final Map<String, String> licenceById = new HashMap<>();
    private final Map<String, String> invoices = new HashMap<>();
    private final StoredCards cards;
    private final Batches<Card> charged;
    private final Batches<Payment> payments;

    RenewalDesk(ServiceClient service, ServiceClient collect, List<Member> all) {
        this.service = service;
        all.forEach(member -> members.put(member.number(), member));
        cards = new StoredCards(collect, licence -> customer(known(members, licence)));
        charged = new Batches<>(
                service,
                "memberships",
                Card::licence,
                card -> Batches.patch(known(idByLicence, card.licence()), charging(card)),
                (card, id) -> {});
        payments = new Batches<>(collect, "payments", Payment::licence, this::payment, (payment, id) -> {});
    }

    /** All licences are members again at New Year, at their tariffs; some leave a card. */
    void open(Map<Tariff, String> packageIds) {
        memberships("sys_external_id").forEach(membership -> {
            String licence = membership.path("sys_external_id").asText();
            String id = membership.path("id").asText();
            idByLicence.put(licence, id);
            licenceById.put(id, licence);
        });
        new Batches<>(
                        service,
                        "memberships",
                        Member::number,
                        (Member member) ->
                                Batches.patch(known(idByLicence, member.number()), terms(member, packageIds)),
                        (member, id) -> {})
                .enter(List.copyOf(members.values()));
        charged.enter(cards.enter(members.values().stream()
                .map(Member::card)
                .flatMap(Stream::ofNullable)
                .toList()));
    }

    void enter(List<Card> changed) {
        List<Card> fresh = cards.enter(changed);
        charged.enter(fresh);
        cards.replace(fresh);
    }

    void pay(List<Payment> paid) {
        payments.enter(paid);
    }

    /** The member has this invoice to pay from now on. */
    void bill(String licence, String invoice) {
        invoices.put(licence, invoice);
    }

    /** The licence of a membership. */
    String licence(String membershipId) {
        return licenceById.getOrDefault(membershipId, "unknown " + membershipId);
    }

    /** All memberships as they are now. */
    List<JsonNode> memberships(String fields) {
        return service.search("memberships", Setup.object(), fields);
    }

    private static ObjectNode terms(Member member, Map<Tariff, String> packageIds) {
        ObjectNode fields = Setup.object()
                .put("status", "active")
                .put("package_id", known(packageIds, member.tariff()))
                .put("renew_automatically", member.card() != null);
        Batches.put(fields, "termination_date", null);
        Batches.put(fields, "term_start_date", member.ends().minusMonths(member.tariff().months));
        return Batches.put(fields, "expiration_date", member.ends());
    }

    private ObjectNode charging(Card card) {
        ObjectNode fields = Setup.object();
        ObjectNode info = fields.putObject("renewal_payment_info")
                .put("stored_payment_method_id", cards.id(card))
                .put("last_four", card.lastFour());
        if (card.expiration() != null) {
            Batches.put(info, "card_expiration", card.expiration().atEndOfMonth());
        }
        return fields;
    }

    private ObjectNode payment(Payment payment) {
        return Batches.create(customer(known(members, payment.licence()))
                .put("invoice_id", known(invoices, payment.licence()))
                .put("amount", payment.amount())
                .put("currency", "USD")
                .put("type", BY_TRANSFER)
                .put("payment_date", payment.day().toString()));
    }

    private static ObjectNode customer(Member member) {
        return Setup.customer(member.licence().account(), member.email());
    }

    private static <K, V> V known(Map<K, V> values, K key) {
        return Objects.requireNonNull(values.get(key), key.toString());
    }
}
