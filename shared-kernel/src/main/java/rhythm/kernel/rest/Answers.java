package rhythm.kernel.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Records.Stored;

/** Answers with one record: its JSON as Postgres built it, its version as ETag. */
final class Answers {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d+)(?:-[0-9a-f]+)?\"");

    private static final Pattern VERSION = Pattern.compile("\"sys_version\":\\s*(\\d+)");

    private Answers() {}

    static Response record(Result result) {
        return json(result.stored().json()).tag(result.stored().version() + "").build();
    }

    /** A record just made, or made by the first call with the same key, at the version that the answer shows. */
    static Response made(Response answer) {
        Matcher version = VERSION.matcher((String) answer.getEntity());
        return Response.fromResponse(answer)
                .tag(version.find() ? version.group(1) : "1")
                .build();
    }

    static Response deleted(Result result) {
        return json('"' + result.id() + '"').build();
    }

    /** A read record; 304 when the client has it already. */
    static Response read(Stored record, Projection projection, String known) {
        String tag = '"' + projection.tag(record.version()) + '"';
        if (known != null && (known.equals("*") || known.contains(tag))) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return json(record.json()).header(HttpHeaders.ETAG, tag).build();
    }

    /** The version an {@code If-Match} header asks for; null when it asks for none. */
    static Integer version(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches() || tag.group(1).length() > 9) {
            throw Problem.PRECONDITION_FAILED.because("If-Match is not an ETag of this record");
        }
        return Integer.valueOf(tag.group(1));
    }

    static Response.ResponseBuilder json(String body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    }
}
