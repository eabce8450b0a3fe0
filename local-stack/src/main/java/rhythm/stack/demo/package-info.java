/** What both demos are made of: real licence terms, driven through a service's public API and held against the file. */
@NullMarked
package rhythm.stack.demo;

import org.jspecify.annotations.NullMarked;
