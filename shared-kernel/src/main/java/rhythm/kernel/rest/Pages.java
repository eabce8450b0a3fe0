package rhythm.kernel.rest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Collectors;
import rhythm.kernel.record.RecordType;
import rhythm.kernel.store.PageKey;
import rhythm.kernel.store.Records;
import rhythm.kernel.store.Records.Stored;
import rhythm.kernel.store.Where;

/** Reads a page and answers it in the contract's three shapes. */
@ApplicationScoped
class Pages {
    private final Records records;
    private final PageKey keys;

    Pages(Records records, PageKey keys) {
        this.records = records;
        this.keys = keys;
    }

    Uni<Found> read(RecordType<?> type, String tenant, Where where, PageRequest page) {
        String query = type.resource() + ' ' + page.query();
        String after = keys.open(tenant, query, page.startKey());
        return records.page(
                        type,
                        tenant,
                        where,
                        after,
                        page.size(),
                        page.projection().fields())
                .map(found -> new Found(
                        found.items(),
                        found.next()
                                .map(last -> keys.after(tenant, query, last))
                                .orElse(null)));
    }

    /** The records of a page, and the key of the next one; null at the end. */
    record Found(List<Stored> items, String nextKey) {

        /** {@code {Count, Items, LastEvaluatedKey}}. */
        Response asPage() {
            return Answers.json("{\"Count\":" + items.size() + ",\"Items\":" + array() + key() + "}")
                    .build();
        }

        /** {@code {Items, LastEvaluatedKey}}. */
        Response asSearch() {
            return Answers.json("{\"Items\":" + array() + key() + "}").build();
        }

        /** A bare array; the next page's key and address in headers. */
        Response asList(UriInfo uri) {
            Response.ResponseBuilder answer = Answers.json(array());
            if (nextKey != null) {
                String next = uri.getRequestUriBuilder()
                        .replaceQueryParam("exclusiveStartKey", nextKey)
                        .build()
                        .toString();
                answer.header("X-Last-Evaluated-Key", nextKey).header("Link", "<" + next + ">; rel=\"next\"");
            }
            return answer.build();
        }

        private String array() {
            return items.stream().map(Stored::json).collect(Collectors.joining(",", "[", "]"));
        }

        private String key() {
            return nextKey == null ? "" : ",\"LastEvaluatedKey\":\"" + nextKey + '"';
        }
    }
}
