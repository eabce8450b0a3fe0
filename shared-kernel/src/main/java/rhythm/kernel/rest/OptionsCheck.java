package rhythm.kernel.rest;

import java.util.Optional;
import rhythm.kernel.record.Options;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.record.RequiredWhen;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** Checks the options of a record: there when their flag is on, and right in themselves. */
final class OptionsCheck {
    private OptionsCheck() {}

    static void check(RecordType<?> type, SysRecord record, Violations violations) {
        for (RecordField field : type.fields()) {
            Object value = field.read(record);
            field.get(RequiredWhen.class)
                    .map(RequiredWhen::value)
                    .filter(flag -> isOn(type, record, flag))
                    .ifPresent(flag ->
                            violations.expect(value != null, field.name(), "must be given when " + flag + " is true"));
            if (value instanceof Options options) {
                options.check(field.name(), violations);
            }
        }
    }

    private static boolean isOn(RecordType<?> type, SysRecord record, String flag) {
        return type.field(flag).map(field -> field.read(record)).equals(Optional.of(true));
    }
}
