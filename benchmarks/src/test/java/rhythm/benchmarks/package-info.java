/** Starts the parts and the service, drives them and prints figures with their limits. */
package rhythm.benchmarks;
