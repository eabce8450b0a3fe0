package rhythm.collect.gateway;

/** What became of a charge. */
public sealed interface Charge {

    /** The money was taken; the reference is the gateway's own. */
    record Succeeded(String reference) implements Charge {}

    /** The money was not taken. After a hard decline the same card is not to be tried again. */
    record Declined(String code, boolean isHard, String message) implements Charge {
        private static final String WITHDRAWN = "withdrawn";

        /** No gateway said so: there was nothing left to charge when the charge was taken up again. */
        public static Declined withdrawn(String why) {
            return new Declined(WITHDRAWN, false, "the charge was withdrawn: " + why);
        }

        public boolean isWithdrawn() {
            return code.equals(WITHDRAWN);
        }
    }

    /** Nobody can say whether the money was taken: ask for it by key before anything is repeated. */
    record Unknown(String reason) implements Charge {}
}
