package rhythm.kernel.run;

/** A claimed action whose mail is to be made; in status processing the mail is what it is about, otherwise it follows. */
record MailAction(String id, String candidate, String type, String status, int attempts, String notice) {
    boolean isDeed() {
        return status.equals("processing");
    }
}
