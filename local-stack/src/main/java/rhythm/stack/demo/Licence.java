package rhythm.stack.demo;

/** A licence of the file: one member of the chamber. */
public record Licence(String number, String account, String site, String program) {

    /** Where the member's mails go. */
    public String email() {
        return number + "@chamber.example";
    }
}
