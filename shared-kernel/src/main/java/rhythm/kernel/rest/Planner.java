package rhythm.kernel.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import rhythm.kernel.json.JsonPatchException;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.problem.ProblemException;
import rhythm.kernel.record.AdminOnly;
import rhythm.kernel.record.Caller;
import rhythm.kernel.record.OperatorOnly;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.RecordCodec;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** The one write path, in memory: tree, read, validate, stamp. POST, PUT, PATCH and batch rows all pass here. */
public record Planner<T extends SysRecord>(
        RecordType<T> type, String tenant, Caller caller, Instant now, Validator validator) {

    /** Works one operation out; {@code stored} is the record's JSON, null where there is none. */
    public Step<T> plan(Operation operation, JsonNode stored) {
        try {
            if (operation instanceof Operation.Create create) {
                return create(create.object());
            }
            if (stored == null) {
                throw Problem.NOT_FOUND.because("there is no %s %s".formatted(type.resource(), operation.id()));
            }
            T before = RecordCodec.stored(type, tenant, stored);
            if (operation.ifVersions() != null && !operation.ifVersions().contains(before.sysVersion)) {
                throw Problem.PRECONDITION_FAILED.because("the record is at version " + before.sysVersion);
            }
            return switch (operation) {
                case Operation.Update update -> update(before, update.object());
                case Operation.Patch patch -> patch(before, (ObjectNode) stored, patch);
                case Operation.Delete delete -> delete(before);
                case Operation.Create impossible -> throw new IllegalStateException();
            };
        } catch (ProblemException refusal) {
            return new Step<>(operation.id(), null, null, refusal);
        }
    }

    private Step<T> create(ObjectNode object) {
        if (object.hasNonNull("id")) {
            throw Problem.INVALID.field("id", "is made by the server");
        }
        Violations violations = new Violations();
        T after = RecordCodec.read(type, object, null, violations);
        violations.orThrow();
        after.id = after.newId(now);
        return finish(null, after, violations);
    }

    private Step<T> update(T before, ObjectNode object) {
        JsonNode id = object.get("id");
        if (id != null && !id.isNull() && !before.id.equals(id.textValue())) {
            throw Problem.INVALID.field("id", "differs from the path's");
        }
        JsonNode version = object.get("sys_version");
        if (version != null && !version.isNull() && !version.canConvertToExactIntegral()) {
            throw Problem.INVALID.field("sys_version", "must be a whole number");
        }
        if (version != null && !version.isNull() && version.longValue() != before.sysVersion) {
            throw Problem.CONFLICT.field("sys_version", "the record is at version " + before.sysVersion);
        }
        Violations violations = new Violations();
        T after = RecordCodec.read(type, object, before, violations);
        violations.orThrow();
        return finish(before, after, violations);
    }

    private Step<T> patch(T before, ObjectNode stored, Operation.Patch operation) {
        JsonNode patched;
        try {
            patched = operation.patch().apply(stored);
        } catch (JsonPatchException failed) {
            Problem problem = failed.kind == JsonPatchException.Kind.TEST_FAILED ? Problem.CONFLICT : Problem.INVALID;
            throw problem.because(failed.getMessage());
        }
        if (!(patched instanceof ObjectNode tree)) {
            throw Problem.INVALID.because("the patch would leave something that is not a JSON object");
        }
        Violations violations = new Violations();
        for (RecordField field : type.fields()) {
            boolean changed = !Objects.equals(stored.get(field.name()), tree.get(field.name()));
            violations.expect(!changed || !field.is(ReadOnly.class), field.name(), "is written by the server only");
        }
        violations.orThrow();
        T after = RecordCodec.read(type, tree, before, violations);
        violations.orThrow();
        return finish(before, after, violations);
    }

    private Step<T> delete(T before) {
        refuseLocked(before, null);
        before.checkDeletion();
        return new Step<>(before.id, before, null, null);
    }

    private Step<T> finish(T before, T after, Violations violations) {
        after.tenantId = tenant;
        if (before != null) {
            refuseLocked(before, after);
        }
        refuseOthersFields(before, after);
        caller.stamp(after, before, now);
        after.prepare(before);
        validator.validate(after).stream()
                .filter(wrong -> !isShortEnough(wrong))
                .forEach(wrong -> violations.add(wire(wrong.getPropertyPath().toString()), wrong.getMessage()));
        OptionsCheck.check(type, after, violations);
        after.check(before, type.changed(before, after), violations);
        violations.orThrow();
        return new Step<>(after.id, before, after, null);
    }

    /** A limit is one of characters, and the validator counts the halves in which Java keeps some. */
    private static boolean isShortEnough(ConstraintViolation<?> wrong) {
        return wrong.getConstraintDescriptor().getAnnotation() instanceof Size size
                && wrong.getInvalidValue() instanceof String text
                && text.length() > size.max()
                && RecordCodec.length(text) <= size.max();
    }

    private void refuseLocked(T before, T after) {
        boolean unlocks = after != null && !Boolean.TRUE.equals(after.sysLocked) && caller.isAdmin();
        if (Boolean.TRUE.equals(before.sysLocked) && !unlocks) {
            throw Problem.CONFLICT.because("the record is locked; a tenant admin can unlock it");
        }
    }

    private void refuseOthersFields(T before, T after) {
        for (RecordField field : type.fields()) {
            Object was = before == null ? null : field.read(before);
            Object is = field.read(after);
            // not said is no: what was unlocked is as what never was locked
            boolean isSwitched = Boolean.TRUE.equals(was) != Boolean.TRUE.equals(is);
            if (field.is(AdminOnly.class) && isSwitched && !caller.isAdmin()) {
                throw Problem.FORBIDDEN.field(field.name(), "only tenant admins may change it");
            }
            boolean isKept = is == null || is.equals(was);
            if (!isKept && !caller.isOperator() && isForOperators(field, is)) {
                throw Problem.FORBIDDEN.field(field.name(), "only billing operators may make it " + is);
            }
        }
    }

    private static boolean isForOperators(RecordField field, Object value) {
        return field.get(OperatorOnly.class)
                .filter(only -> List.of(only.value()).contains(value.toString()))
                .isPresent();
    }

    /** A path of Java names, as the wire spells it. */
    private static String wire(String path) {
        return Arrays.stream(path.split("\\.")).map(RecordField::wireName).collect(Collectors.joining("."));
    }
}
