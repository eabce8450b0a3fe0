package rhythm.kernel.contract;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One resource under contract: its name in the path and a body that makes a record. In it {@code ${types}} stands for the id
 * of a type, made before, and {@code ${next}} for something no other record has.
 */
public record Resource(String name, String template, boolean isOneATenant, Set<String> goesWith) {
    static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");

    /** A resource of which a tenant has any number of records. */
    public static Resource resource(String name, String template) {
        return new Resource(name, template, false, Set.of());
    }

    /** A tenant has one record of it, and only administrators write it. */
    public Resource oneATenant() {
        return new Resource(name, template, true, goesWith);
    }

    /** Its records are deleted together with those of the named resource, which they do not keep from going. */
    public Resource goingWith(String owner) {
        return new Resource(name, template, isOneATenant, Set.of(owner));
    }

    /** The resources whose records must exist before one of this can. */
    Set<String> references() {
        Set<String> found = new TreeSet<>();
        Matcher reference = REFERENCE.matcher(template);
        while (reference.find()) {
            found.add(reference.group(1));
        }
        found.remove("next");
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
