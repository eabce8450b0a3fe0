package rhythm.collect.money;

import java.util.List;
import java.util.function.Function;

/** An entry of a schedule that is to be billed and charged, once under the caller's key. */
record Due(String tenant, String schedule, String entry, String key) {
    /** What it is, whoever's key asks for it. */
    String stem() {
        return "entry:" + schedule.length() + ":" + schedule + ":" + entry;
    }

    /** One value of each, as a statement takes them. */
    static String[] column(List<Due> entries, Function<Due, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }
}
