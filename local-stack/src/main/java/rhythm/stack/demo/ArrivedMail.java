package rhythm.stack.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhythm.stack.Mail;

/** A mail of the demo as the sink has it: its subject is one word for its kind and then what it is about. */
public record ArrivedMail(String kind, String to, String about) {
    private static final Pattern SUBJECT = Pattern.compile("(\\w+) (.+)");

    static ArrivedMail of(Mail mail) {
        Matcher subject = SUBJECT.matcher(mail.subject());
        return subject.matches()
                ? new ArrivedMail(subject.group(1), mail.to(), subject.group(2))
                : new ArrivedMail("unknown", mail.to(), mail.subject());
    }

    /** The mail as a deed of one month, to be held against those expected. */
    public String in(String month) {
        return "%s %s mail to %s about %s".formatted(month, kind, to, about);
    }
}
