package rhythm.kernel.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.IndexView;

/**
 * Writes what every record resource has in common into the OpenAPI document at build time: its record as body and
 * answer, its relations as paths of their own, the refusals. So a resource needs no annotation for any of it.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class RecordPaths implements OASFilter {
    private static final String RELATION = "/{tenantId}/{relation}/{relatedId}";

    private final IndexView index;

    public RecordPaths(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        RecordSchemas records = new RecordSchemas(index);
        records.tighten(schemas);
        CommonSchemas.addTo(document.getComponents());
        for (RecordInfo record : RecordInfo.all(index)) {
            document.getComponents().addSchema(record.name() + "Search", records.search(record));
            complete(document, record);
        }
        document.getPaths().getPathItems().values().forEach(path -> path.getOperations()
                .values()
                .forEach(CommonSchemas::addRefusals));
    }

    private void complete(OpenAPI document, RecordInfo record) {
        String base = "/" + record.resource();
        Schema one = CommonSchemas.ref(record.name());
        Schema page = CommonSchemas.page(one);
        for (var entry : Map.copyOf(document.getPaths().getPathItems()).entrySet()) {
            if (!entry.getKey().startsWith(base + "/{tenantId}")) {
                continue;
            }
            PathItem path = entry.getValue();
            switch (entry.getKey().substring(base.length())) {
                case "/{tenantId}" -> {
                    describe(path.getPOST(), "Create a " + record.name(), one, one);
                    describe(path.getGET(), "List all", null, CommonSchemas.array(one));
                }
                case "/{tenantId}/{id}" -> {
                    describe(path.getGET(), "Read one", null, one);
                    describe(path.getPUT(), "Replace", one, one);
                    describe(path.getPATCH(), "Patch (RFC 6902)", CommonSchemas.ref("Patch"), one);
                    describe(path.getDELETE(), "Delete", null, CommonSchemas.text());
                }
                case "/{tenantId}/batch" ->
                    describe(
                            path.getPOST(),
                            "Up to 100 operations, each standing alone",
                            CommonSchemas.ref("Batch"),
                            CommonSchemas.ref("BatchResult"));
                case "/{tenantId}/search" ->
                    describe(
                            path.getPOST(),
                            "Search; all criteria must hold",
                            CommonSchemas.ref(record.name() + "Search"),
                            CommonSchemas.found());
                case RELATION -> {
                    document.getPaths().removePathItem(entry.getKey());
                    for (String relation : record.relations()) {
                        document.getPaths()
                                .addPathItem(
                                        base + "/{tenantId}/" + relation + "/{id}", byRelation(path, relation, page));
                    }
                }
                case "/{tenantId}/fromTemplate/{templateId}/{referenceDate}" ->
                    describe(path.getGET(), "Draft from a template", null, one);
                default -> {
                    // an address of the resource's own; it describes itself
                }
            }
        }
    }

    private static PathItem byRelation(PathItem generic, String relation, Schema page) {
        Operation list = OASFactory.createOperation().tags(generic.getGET().getTags());
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : generic.getGET().getParameters()) {
            if (!"relation".equals(parameter.getName())) {
                Parameter own = OASFactory.createParameter()
                        .name("relatedId".equals(parameter.getName()) ? "id" : parameter.getName())
                        .in(parameter.getIn())
                        .required(parameter.getRequired())
                        .schema(parameter.getSchema());
                parameters.add(own);
            }
        }
        list.parameters(parameters).security(generic.getGET().getSecurity());
        describe(list, "List by " + relation, null, page);
        return OASFactory.createPathItem().GET(list);
    }

    private static void describe(Operation operation, String summary, Schema request, Schema answer) {
        operation.summary(summary);
        operation.requestBody(request == null ? null : CommonSchemas.body(request));
        operation.responses(OASFactory.createAPIResponses().addAPIResponse("200", CommonSchemas.answer(answer)));
    }
}
