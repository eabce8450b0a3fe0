/** Certifications, which certifications-billing keeps, as far as they depend on membership. */
@NullMarked
package rhythm.membership.certification;

import org.jspecify.annotations.NullMarked;
