/** The way to the payment gateway: the port, its two adapters, and which of them is in place. */
@NullMarked
package rhythm.collect.gateway;

import org.jspecify.annotations.NullMarked;
