package rhythm.kernel.run;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One kind of action a service's runs can contain: whom it selects and what it does. */
public interface Kind {
    /** The action's {@code type}, such as {@code drop membership}. */
    String type();

    /** Two letters that stand for the kind in action ids. */
    String code();

    /** The run's field that switches the kind on. */
    String flag();

    /** The run's field with the kind's options. */
    String options();

    /** The kind's key in the run's statistics. */
    String statistic();

    /** What the kind's actions are about. */
    Candidates candidates();

    /** One selection, or one per reminder; {@code asOf} is the day the run acts on. */
    List<Selection> selections(JsonObject options, LocalDate asOf);

    List<Effect> effects(JsonObject options);

    /** What the kind fills on its actions besides the candidates' columns, by column. */
    default Map<String, Expression> columns(JsonObject options) {
        return Map.of();
    }

    /** Kinds whose actions in the same run, carried out, keep this one from being carried out. */
    default List<Rival> yieldsTo() {
        return List.of();
    }

    default boolean needsOrders(JsonObject options) {
        return effects(options).stream().anyMatch(Effect.PlaceOrder.class::isInstance);
    }
}
