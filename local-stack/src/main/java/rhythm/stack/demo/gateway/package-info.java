/** A tour of what becomes of money at a gateway that keeps the rules of its documentation. */
@NullMarked
package rhythm.stack.demo.gateway;

import org.jspecify.annotations.NullMarked;
