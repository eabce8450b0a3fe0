package rhythm.kernel.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.kernel.json.JsonPatchException.Kind;

class JsonPatchTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    List<DynamicTest> passesEveryPublicCase() throws IOException {
        var tests = new ArrayList<DynamicTest>();
        for (var file : List.of("tests.json", "spec_tests.json")) {
            for (var example : JSON.readTree(getClass().getResource("/json-patch/" + file))) {
                if (!example.path("disabled").asBoolean()) {
                    var name = file + " " + tests.size() + " "
                            + example.path("comment").asText("");
                    tests.add(DynamicTest.dynamicTest(name, () -> check(example)));
                }
            }
        }
        assertEquals(108, tests.size());
        return tests;
    }

    private static void check(JsonNode example) {
        var document = example.get("doc");
        var before = document.deepCopy();
        if (example.has("error")) {
            assertThrows(JsonPatchException.class, () -> patch(document, example.get("patch")));
        } else {
            var result = patch(document, example.get("patch"));
            assertEquals(example.path("expected").isMissingNode() ? result : example.get("expected"), result);
        }
        assertEquals(before, document);
    }

    @Test
    void leavesTheDocumentAloneWhenALaterOperationFails() {
        var document = json("{'a': {'b': [1]}}");
        var failure =
                failure(document, "[{'op':'add','path':'/a/b/-','value':2},{'op':'test','path':'/a/b/1','value':3}]");
        assertEquals(Kind.TEST_FAILED, failure.kind);
        assertEquals(1, failure.operation);
        assertEquals(json("{'a': {'b': [1]}}"), document);
    }

    @Test
    void comparesNumbersByValueAtAnyDepth() {
        var document = json("{'a': [1, {'b': 2.50}]}");
        assertEquals(document, patch(document, json("[{'op':'test','path':'/a','value':[1.0,{'b':2.5}]}]")));
    }

    @Test
    void keepsValuesApartThatOnePatchUsesTwice() {
        var patch = JsonPatch.parse(json("[{'op':'add','path':'/a','value':{}},{'op':'copy','from':'/a','path':'/b'},"
                + "{'op':'add','path':'/b/x','value':1}]"));
        assertEquals(json("{'a':{},'b':{'x':1}}"), patch.apply(json("{}")));
        assertEquals(json("{'a':{},'b':{'x':1}}"), patch.apply(json("{}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "20|{'op':'copy','from':'/l','path':'/l/-'}|the patch copies too much",
                "130|{'op':'copy','from':'/a','path':'/a/a'}|the document would be nested too deeply",
                "130|{'op':'add','path':'/b','value':{}},{'op':'move','from':'/a','path':'/b/a'},"
                        + "{'op':'move','from':'/b','path':'/a'}|the document would be nested too deeply",
                "1001|{'op':'test','path':'/s','value':'text'}|a patch has 1000 operations at most",
            })
    void refusesWhatWouldOutgrowItsBody(int times, String operations, String message) {
        var patch = "[" + String.join(",", Collections.nCopies(times, operations)) + "]";
        var failure = failure(json("{'a': {}, 's': 'text', 'l': [1]}"), patch);
        assertEquals(Kind.INVALID, failure.kind);
        assertTrue(String.valueOf(failure.getMessage()).endsWith(message), failure::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|a patch is an array of operations",
                "[1]|operation 0: is not an object",
                "[{'path':'/a'}]|operation 0: 'op' must be a string",
                "[{'op':'add','path':'/a~2','value':1}]|operation 0: '~' in the pointer must be followed by 0 or 1",
                "[{'op':'add','path':'/a~','value':1}]|operation 0: '~' in the pointer must be followed by 0 or 1",
                "[{'op':'move','from':'/a','path':'/a/b'}]|operation 0: '/a' cannot be moved into itself",
                "[{'op':'remove','path':''}]|operation 0: the whole document cannot be removed",
                "[{'op':'remove','path':'/l/-'}]|operation 0: '-' is not an array index",
                "[{'op':'test','path':'/l/99999999999','value':1}]|operation 0: '99999999999' is not an array index",
                "[{'op':'add','path':'/a/b/c','value':1}]|operation 0: there is nothing at '/a/b'",
                "[{'op':'add','path':'/s/c','value':1}]|operation 0: '/s' can hold nothing",
            })
    void saysWhichOperationIsInvalidAndWhy(String patch, String message) {
        var failure = failure(json("{'a': {}, 's': 'text', 'l': [1]}"), patch);
        assertEquals(Kind.INVALID, failure.kind);
        assertEquals(message, failure.getMessage());
    }

    private static JsonPatchException failure(JsonNode document, String patch) {
        return assertThrows(JsonPatchException.class, () -> patch(document, json(patch)));
    }

    private static JsonNode patch(JsonNode document, JsonNode patch) {
        return JsonPatch.parse(patch).apply(document);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
