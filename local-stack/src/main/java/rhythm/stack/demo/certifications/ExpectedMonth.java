package rhythm.stack.demo.certifications;

import java.time.LocalDate;
import java.util.List;
import rhythm.stack.demo.Story;

/** What must happen in one month: what the desk enters before its first day, then that day's run. */
public record ExpectedMonth(LocalDate first, List<Entry> entries, MonthDeeds deeds) implements Story.Month {}
