/** The rules of runs and of time, in plain Java: no framework, no database, no other package of the kernel. */
@NullMarked
package rhythm.kernel.engine;

import org.jspecify.annotations.NullMarked;
