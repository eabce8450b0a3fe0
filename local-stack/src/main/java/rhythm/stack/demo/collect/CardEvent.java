package rhythm.stack.demo.collect;

import java.time.YearMonth;

/** A card as it is from before the run of this month on; one with another number takes the place of the one before. */
record CardEvent(YearMonth month, Card card) {}
