/** The engine on the database: previews, execution by leased claims, recurring runs. Knows no service. */
package rhythm.kernel.run;
