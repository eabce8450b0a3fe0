/** The licence file as what it is: applications, and the certifications they make and extend. */
@NullMarked
package rhythm.stack.demo.certifications;

import org.jspecify.annotations.NullMarked;
