/** The licence file as a chamber's memberships. */
@NullMarked
package rhythm.stack.demo.membership;

import org.jspecify.annotations.NullMarked;
