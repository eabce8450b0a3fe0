package rhythm.kernel.run;

/**
 * A claimed action whose mail is to be made.
 *
 * @param isDeed whether the mail is what the action is about; otherwise the action is complete already
 */
record MailAction(String id, String candidate, String type, boolean isDeed, int attempts, String notice) {}
