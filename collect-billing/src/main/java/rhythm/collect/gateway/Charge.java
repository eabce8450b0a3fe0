package rhythm.collect.gateway;

/** What became of a charge. */
public sealed interface Charge {

    /** The money was taken; the reference is the gateway's own. */
    record Succeeded(String reference) implements Charge {}

    /** The gateway has taken it on, and a bank decides within days: until then it counts as paid, and may yet be returned. */
    record Pending(String reference) implements Charge {}

    /** The money was not taken. */
    record Declined(String code, Advice advice, String message) implements Charge {
        private static final String WITHDRAWN = "withdrawn";
        private static final String BROKEN_OFF = "broken_off";

        /** There was nothing left to charge when the charge was taken up again, or it was cancelled at the gateway. */
        public static Declined withdrawn(String why) {
            return new Declined(WITHDRAWN, Advice.NONE, "the charge was withdrawn: " + why);
        }

        /** The gateway could not bring it to an end, and has cancelled it: it may be made anew at once. */
        public static Declined brokenOff() {
            return new Declined(
                    BROKEN_OFF, Advice.NONE, "the gateway could not bring the charge to an end, and cancelled it");
        }

        public boolean isBrokenOff() {
            return code.equals(BROKEN_OFF);
        }

        public boolean isWithdrawn() {
            return advice == Advice.NONE;
        }

        /** The same card is never asked again. */
        public boolean isHard() {
            return advice == Advice.HARD;
        }

        /** The same card may be asked again by itself. */
        public boolean isSoft() {
            return advice == Advice.SOFT || advice == Advice.NONE;
        }
    }

    /** Merchant's or operator's fault: no card was asked, nobody is to be told, and the next try may follow as soon as it is mended. */
    record Refused(String reason) implements Charge {}

    /**
     * Nobody can say yet whether the money was taken: it is read by its intent before anything is repeated.
     *
     * @param isOpen the gateway itself says so: nothing was taken so far, and the intent can still be confirmed or cancelled
     */
    record Unknown(String reason, boolean isOpen) implements Charge {
        public Unknown(String reason) {
            this(reason, false);
        }
    }
}
