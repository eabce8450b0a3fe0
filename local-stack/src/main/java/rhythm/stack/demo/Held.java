package rhythm.stack.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** A story's reconciliations by name, in the order of the closing table. */
public final class Held {
    private final Map<String, Reconciliation> held = new LinkedHashMap<>();

    /** The one of this name. */
    public Reconciliation of(String name) {
        return held.computeIfAbsent(name, any -> new Reconciliation());
    }

    /** All of them. */
    public Map<String, Reconciliation> all() {
        return held;
    }

    /** In the month this must be done once for the licence, with what it is about: an amount, say. */
    public void expect(String name, String month, String licence, Object about) {
        of(name).expect(deed(name, month, licence, about));
    }

    /** It was done once. */
    public void done(String name, String month, String licence, Object about) {
        of(name).done(deed(name, month, licence, about));
    }

    private static String deed(String name, String month, String licence, Object about) {
        return "%s %s %s %s".formatted(month, name, licence, about);
    }
}
