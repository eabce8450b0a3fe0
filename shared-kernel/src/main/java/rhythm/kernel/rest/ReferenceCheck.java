package rhythm.kernel.rest;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.Violation;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.References;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.store.Rows;

/**
 * Refuses what newly refers to records that do not exist: one statement per referenced table, however many operations.
 * What a record referred to before may be gone; that keeps nobody from changing the rest of it.
 */
final class ReferenceCheck {
    private record Target(Class<? extends SysRecord> type, String id) {}

    private record Reference(Target target, String field) {}

    private ReferenceCheck() {}

    static <T extends SysRecord> Uni<List<Step<T>>> check(Rows rows, RecordType<T> type, List<Step<T>> steps) {
        Map<Step<T>, List<Reference>> references = new HashMap<>();
        Map<Class<? extends SysRecord>, Set<String>> wanted = new HashMap<>();
        for (Step<T> step : steps) {
            if (!step.isRefused() && !step.isDeletion()) {
                List<Reference> found = added(type, step);
                references.put(step, found);
                found.forEach(ref -> wanted.computeIfAbsent(ref.target().type(), t -> new HashSet<>())
                        .add(ref.target().id()));
            }
        }
        Uni<Map<Class<? extends SysRecord>, Set<String>>> existing =
                Uni.createFrom().item(new HashMap<>());
        for (var entry : wanted.entrySet()) {
            existing = existing.chain(
                    known -> rows.existing(entry.getKey(), entry.getValue()).map(ids -> {
                        known.put(entry.getKey(), ids);
                        return known;
                    }));
        }
        return existing.map(known -> steps.stream()
                .map(step -> refuseMissing(step, references.getOrDefault(step, List.of()), known))
                .toList());
    }

    private static <T extends SysRecord> Step<T> refuseMissing(
            Step<T> step, List<Reference> references, Map<Class<? extends SysRecord>, Set<String>> known) {
        List<Violation> missing = references.stream()
                .filter(ref ->
                        !known.get(ref.target().type()).contains(ref.target().id()))
                .map(ref ->
                        new Violation(ref.field(), "refers to " + ref.target().id() + ", which does not exist"))
                .toList();
        return missing.isEmpty() ? step : step.refusedBecause(Problem.CONFLICT.fields(missing));
    }

    private static <T extends SysRecord> List<Reference> added(RecordType<T> type, Step<T> step) {
        List<Reference> found = of(type, step.after());
        if (!step.isCreation()) {
            Set<Target> known =
                    of(type, step.before()).stream().map(Reference::target).collect(Collectors.toSet());
            found.removeIf(ref -> known.contains(ref.target()));
        }
        return found;
    }

    private static List<Reference> of(RecordType<?> type, SysRecord record) {
        List<Reference> found = new ArrayList<>();
        for (RecordField field : type.fields()) {
            Object value = field.read(record);
            field.get(References.class)
                    .ifPresentOrElse(
                            target -> add(found, target.value(), given(target, field), value),
                            () -> nested(found, field.name(), value));
        }
        return found;
    }

    private static String given(References target, RecordField field) {
        return target.givenAs().isEmpty() ? field.name() : target.givenAs();
    }

    /** Options inside records may refer, too. */
    private static void nested(List<Reference> found, String path, Object value) {
        if (value instanceof Collection<?> list) {
            int i = 0;
            for (Object element : list) {
                nested(found, path + "[" + i++ + "]", element);
            }
        } else if (value instanceof Options options) {
            for (Field field : options.getClass().getFields()) {
                String inner = path + "." + RecordField.wireName(field.getName());
                References target = field.getAnnotation(References.class);
                if (target != null) {
                    add(found, target.value(), inner, read(field, options));
                } else {
                    nested(found, inner, read(field, options));
                }
            }
        }
    }

    private static Object read(Field field, Options options) {
        try {
            return field.get(options);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(List<Reference> found, Class<? extends SysRecord> target, String field, Object value) {
        if (value instanceof String id) {
            found.add(new Reference(new Target(target, id), field));
        } else if (value instanceof Collection<?> ids) {
            int i = 0;
            for (Object id : ids) {
                found.add(new Reference(new Target(target, String.valueOf(id)), field + "[" + i++ + "]"));
            }
        }
    }
}
