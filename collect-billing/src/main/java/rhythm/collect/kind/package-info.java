/** The five kinds of action a collect run can contain, in the words of the domain and the conditions of SQL. */
package rhythm.collect.kind;
