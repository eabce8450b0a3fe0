/** JSON trees and what clients may do to them. */
@NullMarked
package rhythm.kernel.json;

import org.jspecify.annotations.NullMarked;
