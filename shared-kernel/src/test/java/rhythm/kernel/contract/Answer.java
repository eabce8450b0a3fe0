package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpHeaders;
import java.util.Locale;
import rhythm.kernel.record.RecordMapper;

/** What the service answered, and what tests ask of it. */
public record Answer(String request, int status, HttpHeaders headers, String body) {

    public Answer is(int expected) {
        assertEquals(expected, status, () -> request + " answered " + body);
        return this;
    }

    String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    public JsonNode json() {
        try {
            return RecordMapper.MAPPER.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError(request + " answered what is not JSON: " + body, notJson);
        }
    }

    public ObjectNode object() {
        return (ObjectNode) json();
    }

    public String id() {
        return json().path("id").textValue();
    }

    /** Refused with this status, the field named among the violations, by itself or by something inside it. */
    public Answer naming(int expected, String field) {
        is(expected);
        boolean named = json().path("violations")
                .valueStream()
                .map(violation -> violation.path("field").asText())
                .anyMatch(name -> name.equals(field) || name.startsWith(field + ".") || name.startsWith(field + "["));
        assertTrue(named, () -> request + " should name " + field + ": " + body);
        return this;
    }

    /** What holds for every answer: a request id, never a failure of ours, and problems told in the one shape. */
    Answer isDecent() {
        assertTrue(status < 500, () -> request + " failed with " + status + ": " + body);
        String requestId = header("X-Request-Id");
        assertTrue(requestId != null && !requestId.isBlank(), () -> request + " got no request id");
        if (status >= 400) {
            assertEquals("application/problem+json", header("Content-Type").split(";", -1)[0], request);
            JsonNode problem = json();
            assertEquals(status, problem.path("status").intValue(), request);
            assertEquals(requestId, problem.path("request_id").textValue(), request);
            for (String part : new String[] {"type", "title", "detail", "instance"}) {
                assertTrue(problem.path(part).isTextual(), () -> request + " lacks " + part + ": " + body);
            }
            String said = body.toLowerCase(Locale.ROOT);
            for (String leak :
                    new String[] {"select ", "insert into", "org.", "java.", "rhythm.kernel", "\\tat ", "exception"}) {
                assertFalse(said.contains(leak), () -> request + " tells too much: " + body);
            }
        }
        return this;
    }
}
