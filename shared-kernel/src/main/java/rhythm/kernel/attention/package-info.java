/** What waits for a person. */
package rhythm.kernel.attention;
