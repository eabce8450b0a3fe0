package rhythm.kernel.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.store.Records.Stored;

/**
 * Answers with one record: its JSON as Postgres built it, its version as ETag. Where less than the whole record is shown, or
 * values that change without its version, the tag goes on with a hash of what is shown; {@code If-Match} heeds the version
 * only, for nothing derived is lost by a write.
 */
public final class Answers {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})(?:-[0-9a-f]{1,8})?\"");

    private static final Pattern VERSION = Pattern.compile("\"sys_version\":\\s*(\\d+)");

    private Answers() {}

    static Response record(RecordType<?> type, Result result) {
        Stored stored = result.stored();
        return json(stored.json())
                .header(HttpHeaders.ETAG, tag(type.isDerived(), stored.version() + "", stored.json()))
                .build();
    }

    /** A record just made, or made by the first call with the same key, at the version that the answer shows. */
    static Response made(RecordType<?> type, Response answer) {
        String json = (String) answer.getEntity();
        Matcher version = VERSION.matcher(json);
        answer.getHeaders()
                .putSingle(HttpHeaders.ETAG, tag(type.isDerived(), version.find() ? version.group(1) : "1", json));
        return answer;
    }

    static Response deleted(Result result) {
        return json('"' + result.id() + '"').build();
    }

    /** A read record; 304 when the client has it already. */
    static Response read(RecordType<?> type, Stored record, boolean isWhole, String known) {
        String tag = tag(!isWhole || type.isDerived(), record.version() + "", record.json());
        if (known != null && (known.equals("*") || known.contains(tag))) {
            return Response.notModified().header(HttpHeaders.ETAG, tag).build();
        }
        return json(record.json()).header(HttpHeaders.ETAG, tag).build();
    }

    private static String tag(boolean isHashed, String version, String json) {
        return '"' + version + (isHashed ? '-' + Integer.toHexString(json.hashCode()) : "") + '"';
    }

    /** The versions that an {@code If-Match} header names, one of which it must be; null when it names none. */
    static Set<Integer> versions(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            return null;
        }
        Set<Integer> versions = new HashSet<>(); // none of them is ours if all are other tags
        Matcher tags = TAG.matcher(ifMatch);
        while (tags.find()) {
            versions.add(Integer.valueOf(tags.group(1)));
        }
        return versions;
    }

    /** An answer of JSON text, whatever the client said that it accepts. */
    public static Response.ResponseBuilder json(String body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
    }
}
