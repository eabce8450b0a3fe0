package rhythm.kernel.openapi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.RecordField;
import rhythm.kernel.record.SysRecord;

/** Brings what our own annotations say about fields into the scanned schemas. */
final class RecordSchemas {
    private static final DotName ONE_OF = DotName.createSimple(OneOf.class);
    private static final DotName READ_ONLY = DotName.createSimple(ReadOnly.class);
    private static final DotName CRITERION = DotName.createSimple(Criterion.class);

    private final IndexView index;

    RecordSchemas(IndexView index) {
        this.index = index;
    }

    /** Fixed sets of values become enums; what only the server writes is marked so. */
    void tighten(Map<String, Schema> schemas) {
        for (ClassInfo record : index.getAllKnownSubclasses(SysRecord.class)) {
            AnnotationInstance named = record.declaredAnnotation(RecordInfo.SCHEMA);
            Schema schema =
                    named == null ? null : schemas.get(named.value("name").asString());
            if (schema != null) {
                RecordInfo.fieldsOf(index, record).forEach(field -> tighten(schema, field));
            }
        }
    }

    private static void tighten(Schema schema, FieldInfo field) {
        AnnotationInstance oneOf = field.declaredAnnotation(ONE_OF);
        Schema property =
                schema.getProperties() == null ? null : schema.getProperties().get(wire(field));
        if (oneOf != null && property != null) {
            List<Object> values =
                    List.copyOf(Arrays.asList((Object[]) oneOf.value().asStringArray()));
            property.setEnumeration(values);
        }
        if (property != null && field.hasDeclaredAnnotation(READ_ONLY)) {
            property.setReadOnly(true);
        }
    }

    /** The body of a search: an optional criterion for each field that can be asked for. */
    Schema search(RecordInfo record) {
        Schema search = OASFactory.createSchema().addType(SchemaType.OBJECT);
        for (FieldInfo field : record.fields()) {
            AnnotationInstance criterion = field.declaredAnnotation(CRITERION);
            if (criterion != null) {
                AnnotationValue name = criterion.value();
                search.addProperty(
                        name == null || name.asString().isEmpty() ? wire(field) : name.asString(), criterion(field));
            }
        }
        return search;
    }

    private static Schema criterion(FieldInfo field) {
        return switch (field.type().name().withoutPackagePrefix()) {
            case "Boolean" -> CommonSchemas.array(OASFactory.createSchema().addType(SchemaType.BOOLEAN));
            case "LocalDate", "Instant" ->
                CommonSchemas.array(CommonSchemas.text()).minItems(2).maxItems(2);
            default -> field.name().equals("name") ? CommonSchemas.text() : CommonSchemas.array(known(field));
        };
    }

    private static Schema known(FieldInfo field) {
        AnnotationInstance oneOf = field.declaredAnnotation(ONE_OF);
        return oneOf == null
                ? CommonSchemas.text()
                : CommonSchemas.text().enumeration(List.copyOf(Arrays.asList((Object[])
                        oneOf.value().asStringArray())));
    }

    private static String wire(FieldInfo field) {
        return RecordField.wireName(field.name());
    }
}
