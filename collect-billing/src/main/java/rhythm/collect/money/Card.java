package rhythm.collect.money;

import io.vertx.sqlclient.Row;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Tx;

/** A stored payment method about to be charged; the hash changes with its token or its expiration. */
record Card(String id, String hash, boolean isActive) {
    static Card get(Tx tx, String tenant, String id) {
        for (Row row : tx.run("""
                select md5(m.token || '/' || coalesce(m.expiration, '')), coalesce(m.is_active, true)
                from stored_payment_methods m where m.tenant_id = $1 and m.id = $2""", tenant, id)) {
            return new Card(id, row.getString(0), row.getBoolean(1));
        }
        throw Problem.CONFLICT.field("stored_payment_method_id", "there is no storedPaymentMethods " + id);
    }

    void requireActive() {
        if (!isActive) {
            throw Problem.CONFLICT.field("stored_payment_method_id", "the payment method " + id + " is not active");
        }
    }
}
