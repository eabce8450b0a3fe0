/** Loading records from files through the batch API. */
@NullMarked
package rhythm.stack.load;

import org.jspecify.annotations.NullMarked;
