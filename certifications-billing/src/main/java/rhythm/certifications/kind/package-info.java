/** The seven kinds of action a certifications run can contain, in the words of the domain and the conditions of SQL. */
package rhythm.certifications.kind;
