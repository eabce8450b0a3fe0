package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists, relations and searches page by page: complete, without repeats, with keys that cannot be made up. */
public interface PagingContract extends Contract {

    private static List<String> create(Tenant tenant, Resource resource, int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> tenant.createId(resource))
                .toList());
    }

    private static List<String> ids(JsonNode items) {
        return items.valueStream().map(item -> item.path("id").textValue()).toList();
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void pagesOfTheListHoldEveryRecordOnce(Resource resource) {
        Tenant acme = acme();
        globex().create(resource);
        List<String> expected = create(acme, resource, 5);
        List<String> found = new ArrayList<>();
        String next = "?limit=2";
        for (int page = 1; page <= 3; page++) {
            Answer answer = acme.api.get(resource, next).is(200);
            found.addAll(ids(answer.json()));
            String key = answer.header("X-Last-Evaluated-Key");
            String link = answer.header("Link");
            if (page == 3) {
                assertNull(key);
                assertNull(link);
            } else {
                assertTrue(link.matches("<[^>]*limit=2[^>]*>; rel=\"next\""), link);
                assertTrue(link.contains("exclusiveStartKey=" + key), link);
                next = link.replaceAll("^.*\\?", "?").replaceAll(">.*$", "");
                expected.addAll(create(acme, resource, page == 1 ? 1 : 0)); // written between two pages
            }
        }
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void pagesOfASearchHoldEveryRecordOnce(Resource resource) {
        Tenant acme = acme();
        globex().create(resource);
        List<String> expected = create(acme, resource, 4);
        JsonNode first =
                acme.api.post(resource, "/search?limit=2", "{}").is(200).json();
        String key = first.path("LastEvaluatedKey").textValue();
        JsonNode second = acme.api
                .post(resource, "/search?limit=2&exclusiveStartKey=" + key, "{}")
                .is(200)
                .json();
        assertNull(second.get("LastEvaluatedKey"));
        List<String> found = new ArrayList<>(ids(first.path("Items")));
        found.addAll(ids(second.path("Items")));
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void recordsAreListedByEachOfTheirRelations(Resource resource) {
        for (String relation : Fields.relations(resource)) {
            Tenant acme = acme();
            String field = relation.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT) + "_id";
            ObjectNode record = acme.create(resource);
            if (!record.has(field) && Fields.readOnly(resource).contains(field)) {
                continue; // filled by the engine alone
            }
            assertTrue(record.hasNonNull(field) || relation.equals("parent"), resource + " should fill " + field);
            if (!record.hasNonNull(field)) {
                String parent = record.path("id").textValue();
                String child = acme.api
                        .post(resource, acme.body(resource).put(field, parent))
                        .is(200)
                        .id();
                JsonNode page = acme.api
                        .get(resource, "/" + relation + "/" + parent)
                        .is(200)
                        .json();
                assertEquals(List.of(child), ids(page.path("Items")));
                continue;
            }
            List<String> expected = new ArrayList<>(List.of(record.path("id").textValue()));
            String value = record.path(field).textValue();
            expected.addAll(create(acme, resource, 2));
            if (!acme.read(resource, expected.getLast()).path(field).textValue().equals(value)) {
                JsonNode own = acme.api
                        .get(resource, "/" + relation + "/" + value)
                        .is(200)
                        .json();
                assertEquals(expected.subList(0, 1), ids(own.path("Items")));
                continue; // each record is related to one of its own
            }
            String path = "/" + relation + "/" + value + "?limit=2&fields=sys_version";
            JsonNode first = acme.api.get(resource, path).is(200).json();
            assertEquals(2, first.path("Count").intValue());
            String key = first.path("LastEvaluatedKey").textValue();
            JsonNode second = acme.api
                    .get(resource, path + "&exclusiveStartKey=" + key)
                    .is(200)
                    .json();
            List<String> found = new ArrayList<>(ids(first.path("Items")));
            found.addAll(ids(second.path("Items")));
            assertEquals(expected, found);
            assertNull(second.get("LastEvaluatedKey"));
            assertEquals(2, first.path("Items").get(0).size());
            JsonNode none = acme.api
                    .get(resource, "/" + relation + "/no-such-id")
                    .is(200)
                    .json();
            assertEquals(0, none.path("Count").intValue());
            acme.api
                    .get(resource, "/" + relation + "/x?exclusiveStartKey=" + key)
                    .naming(400, "exclusiveStartKey");
        }
        acme().api.get(resource, "/nonsense/1").is(404);
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void aKeyIsGoodForItsTenantAndQueryOnly(Resource resource) {
        Tenant acme = acme();
        create(acme, resource, 3);
        String key = acme.api.get(resource, "?limit=2").is(200).header("X-Last-Evaluated-Key");
        String start = "exclusiveStartKey=" + key;
        String changed = (key.charAt(0) == 'A' ? "B" : "A") + key.substring(1);
        acme.api.get(resource, "?limit=1&" + start).is(200);
        globex().api.get(resource, "?" + start).naming(400, "exclusiveStartKey");
        acme.api.post(resource, "/search?" + start, "{}").naming(400, "exclusiveStartKey");
        acme.api.get(resource, "?exclusiveStartKey=" + changed).naming(400, "exclusiveStartKey");
        acme.api.get(resource, "?exclusiveStartKey=x").naming(400, "exclusiveStartKey");
        acme.api.get(resource, "?exclusiveStartKey=%00%FF").naming(400, "exclusiveStartKey");
        Resource other = resources().stream()
                .filter(one -> !one.isOneATenant() && !one.name().equals(resource.name()))
                .findFirst()
                .orElseThrow();
        acme.api.get(other, "?" + start).naming(400, "exclusiveStartKey");
        JsonNode search =
                acme.api.post(resource, "/search?limit=2", "{}").is(200).json();
        String searched =
                "/search?exclusiveStartKey=" + search.path("LastEvaluatedKey").textValue();
        acme.api.post(resource, searched, "{ }").is(200);
        acme.api.post(resource, searched, "{\"ids\": [\"x\"]}").naming(400, "exclusiveStartKey");
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void aTenantDecidesHowLongAPageIsWhenNobodyAsks(Resource resource) {
        Tenant acme = acme();
        acme.api.send("POST", "/settings/" + acme.name, "{\"page_size\": 2}").is(200);
        List<String> expected = create(acme, resource, 3);
        Answer first = acme.api.get(resource, "").is(200);
        List<String> found = new ArrayList<>(ids(first.json()));
        assertEquals(2, found.size());
        String key = first.header("X-Last-Evaluated-Key");
        Answer last = acme.api.get(resource, "?exclusiveStartKey=" + key).is(200);
        found.addAll(ids(last.json()));
        assertEquals(expected, found);
        assertNull(last.header("X-Last-Evaluated-Key"));
        assertEquals(3, acme.api.get(resource, "?limit=5").is(200).json().size());
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aPageHasFromOneToAThousandRecords(Resource resource) {
        Api api = acme().api;
        for (String wrong : List.of("0", "1001", "x", "-1", "1.5", "99999999999")) {
            api.get(resource, "?limit=" + wrong).naming(400, "limit");
            api.post(resource, "/search?limit=" + wrong, "{}").naming(400, "limit");
        }
        api.get(resource, "?limit=1000").is(200);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void listsAndSearchesAnswerTheFieldsAskedFor(Resource resource) {
        Tenant acme = acme();
        acme.create(resource);
        assertEquals(
                2,
                acme.api
                        .get(resource, "?fields=sys_version")
                        .is(200)
                        .json()
                        .get(0)
                        .size());
        JsonNode found = acme.api
                .post(resource, "/search?fieldsToReturn=sys_version,id", "{}")
                .is(200)
                .json();
        assertEquals(2, found.path("Items").get(0).size());
        acme.api.get(resource, "?fields=nonsense").naming(400, "fields");
        acme.api.post(resource, "/search?fieldsToReturn=nonsense", "{}").naming(400, "fieldsToReturn");
    }

    @Test
    default void aPageOfHeavyRecordsEndsEarlyAndABatchOfThemIsRefused() {
        Tenant acme = acme();
        Resource notices = collections().stream()
                .filter(resource -> Fields.of(resource).has("html"))
                .findFirst()
                .orElseThrow();
        ObjectNode heavy = acme.body(notices).put("html", "<p>" + "x".repeat(199_000) + "</p>");
        Set<String> made = new TreeSet<>();
        BatchContract.Rows patches = new BatchContract.Rows();
        for (int i = 0; i < 24; i++) {
            String id = acme.api.post(notices, heavy).is(200).id();
            made.add(id);
            patches.patch(id, "add", "p");
        }
        Set<String> found = new TreeSet<>();
        int pages = 0;
        String key = "";
        do {
            Answer page = acme.api.get(notices, "?limit=1000" + key).is(200);
            assertTrue(page.body().length() < 1_500_000, () -> page.body().length() + " characters");
            page.json().forEach(record -> found.add(record.path("id").asText()));
            String next = page.header("X-Last-Evaluated-Key");
            key = next == null ? null : "&exclusiveStartKey=" + next;
            pages++;
        } while (key != null);
        assertEquals(made, found);
        assertTrue(pages > 3, pages + " pages");
        assertEquals(
                24,
                acme.api.get(notices, "?limit=1000&fields=id").is(200).json().size());
        acme.api.post(notices, "/batch", patches.body()).is(413);
        assertEquals(
                1,
                acme.read(notices, made.iterator().next()).path("sys_version").asInt());
    }
}
