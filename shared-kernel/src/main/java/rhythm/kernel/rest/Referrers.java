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
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.References;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.store.Rows;

/** Keeps records that lists and options of others refer to; no foreign key reaches into them. */
@ApplicationScoped
class Referrers {
    /** By referenced record: where options may name it, as a condition on the id {@code d.id}. */
    private final Map<Class<?>, Set<String>> conditions = new HashMap<>();

    Referrers(Mutiny.SessionFactory sessions) {
        for (EntityType<?> entity : sessions.getMetamodel().getEntities()) {
            if (SysRecord.class.isAssignableFrom(entity.getJavaType())) {
                learn(new RecordType<>(entity.getJavaType().asSubclass(SysRecord.class), entity.getName()));
            }
        }
    }

    private void learn(RecordType<?> type) {
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
        conditions
                .computeIfAbsent(target, t -> new LinkedHashSet<>())
                .add("exists (select 1 from " + type.table() + " t where t.tenant_id = ?1 and " + condition + ")");
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
        Set<String> possible = conditions.getOrDefault(type.javaType(), Set.of());
        if (leaving.isEmpty() || possible.isEmpty()) {
            return Uni.createFrom().item(steps);
        }
        String sql = "select d.id from unnest(cast(?2 as text[])) d(id) where " + String.join(" or ", possible);
        return rows.ids(sql, leaving).map(Set::copyOf).map(kept -> steps.stream()
                .map(step -> step.isDeletion() && kept.contains(step.id())
                        ? step.refusedBecause(Problem.CONFLICT.because("another record refers to this one"))
                        : step)
                .toList());
    }
}
