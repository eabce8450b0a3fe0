package rhythm.stack.demo.membership;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import rhythm.stack.demo.Story;

/** What must happen in one month: the file's changes before its first day, then that day's run. */
public record ExpectedMonth(
        LocalDate first, List<Change> changes, Set<MemberTerm> notices, Set<MemberTerm> drops, Set<MemberTerm> excluded)
        implements Story.Month {}
