/** The seven kinds of action a membership run can contain, in the words of the domain and the conditions of SQL. */
package rhythm.membership.kind;
