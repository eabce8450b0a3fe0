package rhythm.kernel.record;

import jakarta.persistence.Table;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A kind of record as the kernel sees it: its resource name, its table, its fields in order. */
public final class RecordType<T extends SysRecord> {
    /** Characters. */
    private static final int SHORT_TEXT = 500;

    private final Class<T> javaType;
    private final String resource;
    private final Map<String, RecordField> fields = new LinkedHashMap<>();
    private final String whole;
    private final boolean isDerived;
    private final String weight;

    public RecordType(Class<T> javaType, String resource) {
        this.javaType = javaType;
        this.resource = resource;
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> c = javaType; c != SysRecord.class.getSuperclass(); c = c.getSuperclass()) {
            lineage.addFirst(c);
        }
        for (Class<?> c : lineage) {
            for (Field field : c.getDeclaredFields()) {
                if (isWire(field)) {
                    RecordField known = RecordField.of(javaType, field);
                    fields.put(known.name(), known);
                }
            }
        }
        whole = jsonOf(fields.values());
        isDerived = fields.values().stream().anyMatch(field -> field.is(Derived.class));
        weight = weightOf(fields.values());
    }

    /** Texts without a near limit, lists and objects. */
    private static boolean isHeavy(RecordField field) {
        boolean isText = field.type().hasRawClass(String.class);
        int longest = field.get(Size.class).map(Size::max).orElse(RecordCodec.LONGEST_TEXT);
        return !field.is(Derived.class)
                && (isText
                        ? longest > SHORT_TEXT
                        : field.type().isContainerType()
                                || Options.class.isAssignableFrom(field.type().getRawClass()));
    }

    private static boolean isWire(Field field) {
        int modifiers = field.getModifiers();
        return !Modifier.isStatic(modifiers)
                && !field.isSynthetic()
                && !field.getName().startsWith("$")
                && !field.getName().equals("tenantId");
    }

    public Class<T> javaType() {
        return javaType;
    }

    /** The resource's name in the path, such as {@code billingRuns}. */
    public String resource() {
        return resource;
    }

    /** About how many bytes these fields of a row {@code t} have beyond those that every row has, as SQL. */
    public String weight(Collection<RecordField> wanted) {
        return wanted == fields.values() ? weight : weightOf(wanted);
    }

    private static String weightOf(Collection<RecordField> wanted) {
        return wanted.stream()
                .filter(RecordType::isHeavy)
                .map(field -> "coalesce(octet_length(" + field.column() + "::text), 0)")
                .collect(Collectors.joining(" + ", "(0 + ", ")"))
                .replace("(0 + )", "0");
    }

    public String table() {
        return tableOf(javaType);
    }

    public static String tableOf(Class<? extends SysRecord> type) {
        return type.getAnnotation(Table.class).name();
    }

    public Collection<RecordField> fields() {
        return fields.values();
    }

    /** Whether a record shows what may change while its version stays. */
    public boolean isDerived() {
        return isDerived;
    }

    public Optional<RecordField> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The names of the fields that a client changes; for a new record those it sets. */
    public Set<String> changed(SysRecord before, SysRecord after) {
        Set<String> changed = new HashSet<>();
        for (RecordField field : fields.values()) {
            if (!field.is(ReadOnly.class) && field.differs(before, after)) {
                changed.add(field.name());
            }
        }
        return changed;
    }

    public T create() {
        try {
            return javaType.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(javaType + " needs a public constructor without parameters", e);
        }
    }

    /** The select list that makes the record's JSON of the row {@code t}; absent values are left out. */
    public String json(Collection<RecordField> wanted) {
        return wanted == fields.values() ? whole : jsonOf(wanted);
    }

    private static String jsonOf(Collection<RecordField> wanted) {
        String columns =
                wanted.stream().map(f -> f.column() + " as " + f.name()).collect(Collectors.joining(", "));
        return "json_strip_nulls((select row_to_json(r) from (select " + columns + ") r))";
    }
}
