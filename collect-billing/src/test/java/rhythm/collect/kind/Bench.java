package rhythm.collect.kind;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import rhythm.kernel.bench.OrderBook;
import rhythm.kernel.bench.Postbox;
import rhythm.kernel.bench.Replica;

/** A replica of this service, and records for it. */
final class Bench extends Replica {
    final Postbox postbox;
    final OrderBook book;

    Bench(String databaseName, Clock clock, Postbox postbox, OrderBook book) {
        super(databaseName, new CollectDomain(), "db/collect", clock, postbox, book);
        this.postbox = postbox;
        this.book = book;
    }

    /** Stores a row, named by its id unless it says otherwise. */
    @Override
    public void insert(String table, JsonObject fields) {
        super.insert(table, new JsonObject().put("name", fields.getString("id")).mergeIn(fields));
    }

    void notice(String id, String text) {
        insert(
                "billing_notices",
                new JsonObject().put("id", id).put("subject", id).put("text", text));
    }

    /** Ann, or another person of that name, who pays. */
    static JsonObject customer(String id, String contact) {
        return new JsonObject()
                .put("id", id)
                .put("customer_type", "contact")
                .put("contact_id", contact)
                .put("customer_id", contact)
                .put("first_name", contact)
                .put("email_address", contact + "@example.org");
    }

    /** Stores a card in use that expires in the month. */
    void card(String id, String brand, String expiration) {
        insert("stored_payment_methods", card(id, brand).put("expiration", expiration));
    }

    static JsonObject card(String id, String brand) {
        return customer(id, "ann")
                .put("type", "credit card")
                .put("brand", brand)
                .put("token", "tok_" + id)
                .put("is_active", true);
    }

    /** A schedule with entries of 10.00, each written {@code 2027-02-28 pending}. */
    static JsonObject schedule(String id, String status, String... entries) {
        JsonArray all = new JsonArray();
        for (String entry : List.of(entries)) {
            all.add(new JsonObject()
                    .put("entry_id", String.valueOf(all.size() + 1))
                    .put("date", entry.substring(0, 10))
                    .put("amount", 10)
                    .put("status", entry.substring(11)));
        }
        return customer(id, "ann").put("status", status).put("currency", "USD").put("entries", all);
    }

    /** An open invoice. */
    static JsonObject invoice(String id, String customer, String amount, String currency) {
        JsonObject line = new JsonObject()
                .put("description", id)
                .put("quantity", 1)
                .put("unit_price", new java.math.BigDecimal(amount))
                .put("amount", new java.math.BigDecimal(amount));
        return customer(id, customer)
                .put("lines", new JsonArray().add(line))
                .put("total", amount)
                .put("balance_due", amount)
                .put("currency", currency)
                .put("status", "open");
    }

    /** Stores a draft run with these flags and options. */
    void run(String id, String options) {
        insert("billing_runs", new JsonObject(options).put("id", id).put("status", "draft"));
    }

    /** The texts of the mails that arrived, in order. */
    List<String> mails() {
        return postbox.messages.values().stream()
                .map(mail -> mail.to() + ": " + mail.text())
                .sorted()
                .toList();
    }
}
