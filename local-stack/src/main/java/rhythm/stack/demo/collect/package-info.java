/** The licence holders' dues in installments: a year of charges, declines and dunning, to the cent. */
@NullMarked
package rhythm.stack.demo.collect;

import org.jspecify.annotations.NullMarked;
