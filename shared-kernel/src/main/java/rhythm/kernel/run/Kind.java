package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import rhythm.kernel.gateway.Orders;

/** One kind of action a service's runs can contain: whom it selects and what it does. */
public interface Kind {
    Label label();

    default String type() {
        return label().type();
    }

    default String code() {
        return label().code();
    }

    default String flag() {
        return label().flag();
    }

    default String options() {
        return label().options();
    }

    /** What the kind's actions are about. */
    Candidates candidates();

    /** One selection, or one per reminder; {@code asOf} is the day the run acts on. */
    List<Selection> selections(JsonObject options, LocalDate asOf);

    List<Effect> effects(JsonObject options);

    /** What the kind fills on its actions besides the candidates' columns, by column. */
    default Map<String, Expression> columns(JsonObject options) {
        return Map.of();
    }

    /** Which of these columns have to be as when the list was made, or the action is no longer eligible; and what that means. */
    default Map<String, String> held() {
        return Map.of();
    }

    /** Kinds whose actions in the same run, carried out, keep this one from being carried out. */
    default List<Rival> yieldsTo() {
        return List.of();
    }

    /** For a kind that charges, an SQL predicate: whether the candidate {@code c}, whose payment failed, can be charged again now. */
    default String triable() {
        return "true";
    }

    /** The other services of the suite that it cannot do without, each with the field of the run that asks for it. */
    default Map<String, String> needs(JsonObject options) {
        return effects(options).stream().anyMatch(Effect.PlaceOrder.class::isInstance)
                ? Map.of(Orders.SERVICE, flag())
                : Map.of();
    }
}
