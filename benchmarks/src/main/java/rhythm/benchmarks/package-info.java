/** Handlers that do a read's bare minimum, to measure the resources against. */
package rhythm.benchmarks;
