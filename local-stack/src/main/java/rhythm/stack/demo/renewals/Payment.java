package rhythm.stack.demo.renewals;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What a member pays of the open bill, and when. */
record Payment(String licence, LocalDate day, BigDecimal amount) {}
