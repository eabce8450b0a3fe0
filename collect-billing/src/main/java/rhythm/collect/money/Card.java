package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.store.Tx;

/** A stored payment method about to be charged; the hash changes with its token or its expiration. */
record Card(String id, String hash, boolean isActive) {
    static ProblemException isNone(String id) {
        return Problem.CONFLICT.field("stored_payment_method_id", "there is no storedPaymentMethods " + id);
    }

    /** Those of the ids that there are. */
    static Map<String, Card> all(Tx tx, String tenant, List<String> ids) {
        Map<String, Card> cards = new HashMap<>();
        for (Row row : tx.run("""
                select m.id, card_hash(m.token, m.expiration), coalesce(m.is_active, true)
                from stored_payment_methods m where m.tenant_id = $1 and m.id = any($2)""", tenant, ids.toArray(String[]::new))) {
            cards.put(row.getString(0), new Card(row.getString(0), row.getString(1), row.getBoolean(2)));
        }
        return cards;
    }

    void requireActive() {
        if (!isActive) {
            throw Problem.CONFLICT.field("stored_payment_method_id", "the payment method " + id + " is not active");
        }
    }
}
