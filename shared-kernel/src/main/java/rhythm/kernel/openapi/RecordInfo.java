package rhythm.kernel.openapi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import rhythm.kernel.record.Relation;
import rhythm.kernel.rest.RecordResource;

/** A record resource as the class index knows it: path, schema name, fields with those inherited. */
record RecordInfo(String resource, String name, List<FieldInfo> fields) {
    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    static final DotName SCHEMA = DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");

    static List<RecordInfo> all(IndexView index) {
        return index.getAllKnownSubclasses(RecordResource.class).stream()
                .filter(resource -> resource.hasDeclaredAnnotation(PATH))
                .map(resource -> of(index, resource))
                .sorted(Comparator.comparing(RecordInfo::resource))
                .toList();
    }

    private static RecordInfo of(IndexView index, ClassInfo resource) {
        ClassInfo record = recordOf(index, resource);
        String path = resource.declaredAnnotation(PATH).value().asString();
        String name = record.declaredAnnotation(SCHEMA).value("name").asString();
        return new RecordInfo(path.replace("/", ""), name, fieldsOf(index, record));
    }

    /** The record type a resource is for: the last type argument up its parents that is an entity. */
    private static ClassInfo recordOf(IndexView index, ClassInfo resource) {
        for (ClassInfo c = resource; c != null; c = index.getClassByName(c.superName())) {
            var parent = c.superClassType();
            if (parent.kind() == org.jboss.jandex.Type.Kind.PARAMETERIZED_TYPE) {
                for (var argument : parent.asParameterizedType().arguments()) {
                    ClassInfo record = index.getClassByName(argument.name());
                    if (record != null && record.hasDeclaredAnnotation(SCHEMA)) {
                        return record;
                    }
                }
            }
        }
        throw new IllegalStateException(resource + " does not name its record, or the record lacks @Schema(name)");
    }

    static List<FieldInfo> fieldsOf(IndexView index, ClassInfo record) {
        List<FieldInfo> fields = new ArrayList<>();
        for (ClassInfo c = record; c != null; c = index.getClassByName(c.superName())) {
            fields.addAll(c.fields());
        }
        return fields;
    }

    List<String> relations() {
        return fields.stream()
                .map(field -> field.declaredAnnotation(DotName.createSimple(Relation.class)))
                .filter(java.util.Objects::nonNull)
                .map(AnnotationInstance::value)
                .map(value -> value.asString())
                .sorted()
                .toList();
    }
}
