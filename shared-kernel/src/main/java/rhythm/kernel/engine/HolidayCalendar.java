package rhythm.kernel.engine;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The public holidays of a country and, in it, of a region. */
record HolidayCalendar(HolidayManager country, String... regions) {
    // The form guards the class path: only such names may become the name of a resource.
    private static final Pattern NAME = Pattern.compile("[a-z]{2}(-[a-z0-9]{1,4})*");
    private static final Map<String, HolidayCalendar> KNOWN = new ConcurrentHashMap<>();

    static HolidayCalendar of(String name) {
        var lower = name.strip().toLowerCase(Locale.ROOT);
        var known = KNOWN.get(lower);
        if (known != null) {
            return known;
        }
        var calendar = find(lower)
                .orElseThrow(() -> new IllegalArgumentException("there is no holiday calendar '" + name
                        + "'; name a country such as 'US' or one of its regions such as 'US-il'"));
        // Only calendars that exist are kept, so that wrong names cannot fill the memory.
        KNOWN.put(lower, calendar);
        return calendar;
    }

    private static Optional<HolidayCalendar> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        var parts = name.split("-", 2);
        if (HolidayCalendar.class.getResource("/holidays/Holidays_" + parts[0] + ".xml") == null) {
            return Optional.empty();
        }
        var country = HolidayManager.getInstance(ManagerParameters.create(parts[0]));
        var regions = parts.length == 1 ? new String[0] : parts[1].split("-", -1);
        return has(country.getCalendarHierarchy(), regions)
                ? Optional.of(new HolidayCalendar(country, regions))
                : Optional.empty();
    }

    private static boolean has(CalendarHierarchy root, String... regions) {
        var here = root;
        for (int level = 0; here != null && level < regions.length; level++) {
            here = here.getChildren().get(regions[level]);
        }
        return here != null;
    }

    boolean contains(LocalDate date) {
        return country.isHoliday(date, regions);
    }
}
