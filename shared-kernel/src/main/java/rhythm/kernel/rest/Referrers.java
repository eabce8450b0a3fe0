package rhythm.kernel.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.metamodel.EntityType;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.References;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.store.Rows;

/** Keeps records that lists and options of others refer to; no foreign key reaches into them. */
@ApplicationScoped
class Referrers {
    /** The foreign keys that keep rows of a table ({@code ?2}): tables and columns that refer to it. The tenant plays no part in it. */
    private static final String FOREIGN_KEYS = """
            select cast(c.conrelid as regclass) || '', cast(a.attname as text) from pg_constraint c
            join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'tenant_id'
            where c.contype = 'f' and c.confdeltype <> 'c' and c.confrelid = cast(?2 as regclass) and ?1 <> ''
            order by 1, 2""";

    /** A record that refers to another: its resource and id, and the column that holds the reference, if it is one. */
    private record Referrer(String resource, String id, String column) {
        ProblemException refusal() {
            String place = column.isEmpty() ? "" : " (" + column + ")";
            return Problem.CONFLICT.because("another record refers to this one: " + resource + " " + id + place);
        }
    }

    /** By referenced record: where lists and options may name the id {@code d.id}, and who does. */
    private final Map<Class<?>, Set<String>> searches = new HashMap<>();

    private final Map<String, String> resources = new HashMap<>();

    Referrers(Mutiny.SessionFactory sessions) {
        for (EntityType<?> entity : sessions.getMetamodel().getEntities()) {
            if (SysRecord.class.isAssignableFrom(entity.getJavaType())) {
                Class<? extends SysRecord> type = entity.getJavaType().asSubclass(SysRecord.class);
                learn(new RecordType<>(type, resourceOf(RecordType.tableOf(type))));
            }
        }
    }

    /** Resources are called as their tables are, {@code billingRuns} for {@code billing_runs}. */
    private static String resourceOf(String table) {
        return Pattern.compile("_([a-z])").matcher(table).replaceAll(letter -> letter.group(1)
                .toUpperCase(Locale.ROOT));
    }

    private void learn(RecordType<?> type) {
        resources.put(type.table(), type.resource());
        for (RecordField field : type.fields()) {
            References own = field.field().getAnnotation(References.class);
            if (own != null && field.type().isCollectionLikeType()) {
                keep(own.value(), type, "d.id = any(" + field.column() + ")");
            }
            Set<Class<?>> named = new HashSet<>();
            collect(field.field().getGenericType(), named);
            String within = "position('\"' || d.id || '\"' in cast(" + field.column() + " as text)) > 0";
            named.forEach(target -> keep(target, type, within));
        }
    }

    private void keep(Class<?> target, RecordType<?> type, String condition) {
        searches.computeIfAbsent(target, t -> new LinkedHashSet<>())
                .add("select d.id, '" + type.resource() + "', (select t.id from " + type.table()
                        + " t where t.tenant_id = ?1 and " + condition + " limit 1) from ids d");
    }

    /** Every record that an options class, or one inside it, refers to. */
    private static void collect(Type type, Set<Class<?>> named) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), named);
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, named);
            }
        } else if (type instanceof Class<?> options && Options.class.isAssignableFrom(options)) {
            for (Field field : options.getFields()) {
                References target = field.getAnnotation(References.class);
                if (target != null) {
                    named.add(target.value());
                } else {
                    collect(field.getGenericType(), named);
                }
            }
        }
    }

    <T extends SysRecord> Uni<List<Step<T>>> check(Rows rows, RecordType<T> type, List<Step<T>> steps) {
        Set<String> leaving =
                steps.stream().filter(Step::isDeletion).map(Step::id).collect(Collectors.toSet());
        Set<String> possible = searches.getOrDefault(type.javaType(), Set.of());
        if (leaving.isEmpty() || possible.isEmpty()) {
            return Uni.createFrom().item(steps);
        }
        String sql = "with ids(id) as (select unnest(cast(?2 as text[]))), found(id, resource, referrer) as ("
                + String.join(" union all ", possible)
                + ") select id, resource, referrer from found where referrer is not null";
        return rows.tuples(sql, (Object) leaving.toArray(String[]::new)).map(found -> {
            Map<String, Referrer> kept = new HashMap<>();
            found.forEach(row -> kept.putIfAbsent((String) row[0], new Referrer((String) row[1], (String) row[2], "")));
            return steps.stream()
                    .map(step -> step.isDeletion() && kept.containsKey(step.id())
                            ? step.refusedBecause(kept.get(step.id()).refusal())
                            : step)
                    .toList();
        });
    }

    /** Who keeps a record from going, by a foreign key that has just refused it; empty if nobody does any more. */
    Uni<Optional<ProblemException>> keeperOf(Rows rows, RecordType<?> type, String id) {
        return rows.tuples(FOREIGN_KEYS, type.table()).chain(keys -> {
            List<String> searches = keys.stream()
                    .filter(key -> resources.containsKey((String) key[0]))
                    .map(key -> "select '" + resources.get((String) key[0]) + "', (select t.id from " + key[0]
                            + " t where t.tenant_id = ?1 and t." + key[1] + " = ?2 limit 1), '" + key[1] + "'")
                    .toList();
            if (searches.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            String sql = "select resource, referrer, place from (" + String.join(" union all ", searches)
                    + ") found(resource, referrer, place) where referrer is not null limit 1";
            return rows.tuples(sql, id).map(found -> found.stream()
                    .findFirst()
                    .map(row -> new Referrer((String) row[0], (String) row[1], (String) row[2]).refusal()));
        });
    }
}
