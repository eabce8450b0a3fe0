package rhythm.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.contract.Tenant;

/** The public JSON Patch suite, as far as its documents fit into a notice, through the PATCH of a real record. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class PublicPatchCasesTest {
    private static final Logger LOG = Logger.getLogger(PublicPatchCasesTest.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Tenant tenant = new Tenant("patch", List.of());

    @TestFactory
    List<DynamicTest> keepsThePublicCases() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        int all = 0;
        for (String file : List.of("tests.json", "spec_tests.json")) {
            for (JsonNode example : JSON.readTree(Tenant.class.getResource("/json-patch/" + file))) {
                if (!example.path("disabled").asBoolean()) {
                    all++;
                    String name = all + " " + example.path("comment").asText() + " " + example.path("patch");
                    PatchCase.of(example)
                            .ifPresent(mapped -> tests.add(DynamicTest.dynamicTest(name, () -> check(mapped))));
                }
            }
        }
        LOG.infof("%d of the %d public JSON Patch cases fit a record", tests.size(), all);
        assertEquals(108, all);
        return tests;
    }

    private void check(PatchCase mapped) {
        ObjectNode body = mapped.document().deepCopy();
        body.put("name", "Renewal").put("subject", "Dear member").put("html", "<p>");
        JsonNode before = notice("POST", "", body.toString()).is(200).json();
        String path = "/" + before.path("id").textValue();
        Answer answer = notice("PATCH", path, mapped.patch().toString());
        JsonNode after = notice("GET", path, null).is(200).json();
        Optional<ObjectNode> expected = mapped.expected();
        if (expected.isPresent()) {
            answer.is(200);
            assertEquals(expected.get(), PatchCase.mappedFieldsOf(after), answer::body);
        } else {
            assertTrue(answer.status() == 400 || answer.status() == 409, answer::body);
            assertEquals(before, after);
        }
    }

    private Answer notice(String verb, String rest, String body) {
        return tenant.api.send(verb, "/billingNotices/" + tenant.name + rest, body);
    }
}
