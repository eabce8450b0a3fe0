package rhythm.kernel.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.RecordType;

/** The fields a client wants to see: all, or those it names; the id always. */
record Projection(Collection<RecordField> fields, boolean isWhole) {

    static Projection of(RecordType<?> type, String names, String parameter) {
        if (names == null || names.isBlank()) {
            return new Projection(type.fields(), true);
        }
        Set<String> wanted = new LinkedHashSet<>(List.of("id"));
        for (String name : names.split(",")) {
            wanted.add(name.strip());
        }
        List<RecordField> fields = new ArrayList<>();
        for (String name : wanted) {
            fields.add(type.field(name).orElseThrow(() -> Problem.INVALID.field(parameter, name + " is not a field")));
        }
        return new Projection(fields, false);
    }
}
