package rhythm.kernel.run;

import java.util.List;
import java.util.Optional;

/** What the engine has to know about the service it runs in. */
public interface Domain {
    /** The service's name on its actions, such as {@code membership}. */
    String service();

    /** Every kind, in the order in which they are carried out. */
    List<Kind> kinds();

    /** The orders that its candidates wait for, if they wait for any. */
    default Optional<OpenOrders> openOrders() {
        return Optional.empty();
    }

    /** Whether this installation has another service of the suite that kinds need; of orders the engine knows by itself. */
    default boolean reaches(String service) {
        return false;
    }
}
