package rhythm.kernel.contract;

import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One resource under contract: its name in the path and a body that makes a record. In it {@code ${types}} stands for the id
 * of a type, made before, {@code ${new types}} for that of one made for this record alone, and {@code ${distant month}} for
 * the number of a month of which nothing is due today.
 */
public record Resource(
        String name, String template, boolean isOneATenant, boolean isDated, boolean isKept, Set<String> letsGo) {
    static final Pattern REFERENCE = Pattern.compile("\\$\\{(new )?(\\w+)}");

    @Override
    public String template() {
        int month = Days.today().start().atZone(ZoneOffset.UTC).plusMonths(6).getMonthValue();
        return template.replace("${distant month}", Integer.toString(month));
    }

    /** A resource of which a tenant has any number of records. */
    public static Resource resource(String name, String template) {
        return new Resource(name, template, false, false, false, Set.of());
    }

    /** A tenant has one record of it, and only administrators write it. */
    public Resource oneATenant() {
        return new Resource(name, template, true, isDated, isKept, letsGo);
    }

    /** The engine moves its records when their dates come. */
    public Resource dated() {
        return new Resource(name, template, isOneATenant, true, isKept, letsGo);
    }

    /** Its records stay for good: nobody deletes them. */
    public Resource kept() {
        return new Resource(name, template, isOneATenant, isDated, true, letsGo);
    }

    /** What a deletion that is otherwise right is answered with. */
    int deletion() {
        return isKept ? 409 : 200;
    }

    /** Its records are deleted together with those of the named resource, which they do not keep from going. */
    public Resource goingWith(String owner) {
        return lettingGo(owner);
    }

    /** Its records are history, and stay when what they tell of goes. */
    public Resource outliving(String subject) {
        return lettingGo(subject);
    }

    private Resource lettingGo(String other) {
        Set<String> all = new TreeSet<>(letsGo);
        all.add(other);
        return new Resource(name, template, isOneATenant, isDated, isKept, all);
    }

    /** Whether its records keep those of another resource, which could be deleted otherwise, from going. */
    boolean keeps(Resource other) {
        return references().contains(other.name) && !letsGo.contains(other.name) && !other.isKept;
    }

    /** The resources whose records must exist before one of this can. */
    Set<String> references() {
        Set<String> found = new TreeSet<>();
        Matcher reference = REFERENCE.matcher(template);
        while (reference.find()) {
            found.add(reference.group(2));
        }
        return found;
    }

    @Override
    public String toString() {
        return name;
    }
}
