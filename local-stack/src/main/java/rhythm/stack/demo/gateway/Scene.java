package rhythm.stack.demo.gateway;

/** Something that happens to money, what the books say of it, and what they should. */
record Scene(String what, String expected, String said) {
    boolean isRight() {
        return expected.equals(said);
    }
}
