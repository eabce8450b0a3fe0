package rhythm.kernel.openapi;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import rhythm.kernel.problem.Problem;

/** The schemas every service shares: patches, batches, pages, problems. */
final class CommonSchemas {
    /** What any call that is offered may be refused with. */
    private static final List<Problem> USUAL = Stream.of(Problem.values())
            .filter(problem -> problem != Problem.METHOD_NOT_ALLOWED)
            .toList();

    private CommonSchemas() {}

    static void addTo(Components components) {
        Schema directive = object().addProperty(
                        "op", text().enumeration(List.of("add", "remove", "replace", "move", "copy", "test")))
                .addProperty("path", text())
                .addProperty("from", text())
                .addProperty("value", OASFactory.createSchema())
                .required(List.of("op", "path"));
        Schema operation = object().addProperty("operation", text())
                .addProperty("id", text())
                .addProperty("patch_directives", array(directive))
                .addProperty("object", object());
        Schema outcome = object().addProperty("operation", text())
                .addProperty("id", text())
                .addProperty("outcome", text().enumeration(List.of("success", "error")))
                .addProperty("error_message", text())
                .addProperty("object", object());
        Schema violation = object().addProperty("field", text()).addProperty("message", text());
        Schema problem = object().addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", integer())
                .addProperty("detail", text())
                .addProperty("instance", text())
                .addProperty("violations", array(violation))
                .addProperty("request_id", text());
        components
                .addSchema("Patch", array(directive))
                .addSchema(
                        "Batch",
                        object().addProperty("operations", array(operation).maxItems(100)))
                .addSchema(
                        "BatchResult",
                        object().addProperty("success_count", integer())
                                .addProperty("error_count", integer())
                                .addProperty("results", array(outcome)))
                .addSchema("Problem", problem);
    }

    /** What any call may answer instead. */
    static void addRefusals(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        for (Problem problem : USUAL) {
            APIResponse refusal = OASFactory.createAPIResponse()
                    .description(problem.title)
                    .content(OASFactory.createContent()
                            .addMediaType(
                                    "application/problem+json",
                                    OASFactory.createMediaType().schema(ref("Problem"))));
            operation.getResponses().addAPIResponse(Integer.toString(problem.status), refusal);
        }
    }

    static RequestBody body(Schema schema) {
        return OASFactory.createRequestBody().required(true).content(json(schema));
    }

    static APIResponse answer(Schema schema) {
        return OASFactory.createAPIResponse().description("OK").content(json(schema));
    }

    static Schema page(Schema record) {
        return object().addProperty("Count", integer())
                .addProperty("Items", array(record))
                .addProperty("LastEvaluatedKey", text());
    }

    static Schema found() {
        return object().addProperty("Items", array(object())).addProperty("LastEvaluatedKey", text());
    }

    static Schema ref(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }

    static Schema array(Schema items) {
        return OASFactory.createSchema().addType(SchemaType.ARRAY).items(items);
    }

    static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static Schema integer() {
        return OASFactory.createSchema().addType(SchemaType.INTEGER);
    }

    private static Schema object() {
        return OASFactory.createSchema().addType(SchemaType.OBJECT);
    }

    private static Content json(Schema schema) {
        return OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(schema));
    }
}
