package rhythm.stack.demo.membership;

/** A licence of the file: one member of the chamber. */
public record Licence(String number, String account, String site, String program) {}
