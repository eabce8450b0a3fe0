/** A payment gateway that is not there: it keeps the rules that Stripe documents, also the unkind ones. */
@NullMarked
package rhythm.stack.stripe;

import org.jspecify.annotations.NullMarked;
