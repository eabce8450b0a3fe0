/** The ports to the outside world, and the adapters that need nothing but a setting. */
@NullMarked
package rhythm.kernel.gateway;

import org.jspecify.annotations.NullMarked;
