/** The suite on one machine without Docker: a real Postgres, a token issuer, a mail sink, and what starts them. */
package rhythm.stack;
