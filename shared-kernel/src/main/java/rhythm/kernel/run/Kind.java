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

    /** One selection, or one per reminder; {@code asOf} is the day the run acts on. */
    List<Selection> selections(JsonObject options, LocalDate asOf);

    List<Effect> effects(JsonObject options);

    /** What the kind fills on its actions besides the service's columns: column to SQL expression over {@code c}. */
    default Map<String, String> columns() {
        return Map.of();
    }

    /** Kinds that, carried out in the same run, leave nothing for this one to do. */
    default List<Kind> yieldsTo() {
        return List.of();
    }

    default boolean needsOrders(JsonObject options) {
        return effects(options).stream().anyMatch(Effect.PlaceOrder.class::isInstance);
    }
}
