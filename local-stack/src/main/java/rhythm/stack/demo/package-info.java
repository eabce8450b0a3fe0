/** Seventeen years of real licence terms, driven through membership-billing's public API and held against the file. */
@NullMarked
package rhythm.stack.demo;

import org.jspecify.annotations.NullMarked;
