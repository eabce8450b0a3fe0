/** What is written to members: templates with merge fields, and the mails made from them. */
@NullMarked
package rhythm.kernel.notice;

import org.jspecify.annotations.NullMarked;
