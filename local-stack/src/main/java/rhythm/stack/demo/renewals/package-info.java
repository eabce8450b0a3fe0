/** The chamber's members a year later: renewed by order and by card, through two services. */
@NullMarked
package rhythm.stack.demo.renewals;

import org.jspecify.annotations.NullMarked;
