/** The cards of the demos: what the gateway makes of each, and how they are stored in collect-billing. */
@NullMarked
package rhythm.stack.demo.card;

import org.jspecify.annotations.NullMarked;
