package rhythm.kernel.run;

/**
 * A claimed action whose mail is to be made; in status processing the mail is what it is about, otherwise it follows.
 *
 * @param orderAttempts how often its order was tried
 */
record MailAction(
        String id, String candidate, String type, String status, int attempts, int orderAttempts, String notice) {
    boolean isDeed() {
        return status.equals("processing");
    }

    /** The action's own id; a declined payment has a mail of its own for each attempt, besides that of its success. */
    String mailId() {
        return status.equals("payment failure") ? id + "-declined-" + orderAttempts : id;
    }
}
