package rhythm.kernel.gateway;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads exactly one address, {@code user@domain} or {@code Name <user@domain>}, before any server is asked. */
final class MailAddress {
    private MailAddress() {}

    static InternetAddress parse(String text) throws AddressException {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("an address cannot hold control characters");
        }
        InternetAddress[] addresses = InternetAddress.parse(text.strip(), true);
        if (addresses.length != 1 || addresses[0].isGroup()) {
            throw new AddressException("exactly one address is needed", text);
        }
        InternetAddress address = addresses[0];
        String mailbox = address.getAddress();
        int at = mailbox.lastIndexOf('@');
        if (at < 1 || mailbox.substring(0, at).chars().anyMatch(c -> c > 126)) {
            throw new AddressException("the mailbox cannot be written in SMTP", text);
        }
        address.setAddress(mailbox.substring(0, at + 1) + domain(mailbox.substring(at + 1), text));
        address.validate();
        named(address, address.getPersonal());
        return address;
    }

    private static String domain(String domain, String text) throws AddressException {
        try {
            return domain.startsWith("[") ? domain : IDN.toASCII(domain);
        } catch (IllegalArgumentException notADomain) {
            throw new AddressException("the domain is not valid", text);
        }
    }

    /** Says the name in UTF-8, whatever the machine's own character set. */
    private static void named(InternetAddress address, @Nullable String name) throws AddressException {
        try {
            if (name != null) {
                address.setPersonal(name, StandardCharsets.UTF_8.name());
            }
        } catch (UnsupportedEncodingException impossible) {
            throw new AddressException("the name cannot be written", name);
        }
    }
}
