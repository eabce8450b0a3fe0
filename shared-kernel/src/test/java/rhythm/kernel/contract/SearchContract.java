package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhythm.kernel.record.RecordMapper;

/** Search by every criterion the service's OpenAPI document names. */
public interface SearchContract extends Contract {

    private static List<String> found(Api api, Resource resource, Object criteria) {
        return api.post(resource, "/search", criteria)
                .is(200)
                .json()
                .path("Items")
                .valueStream()
                .map(item -> item.path("id").textValue())
                .toList();
    }

    private static String criteria(String name, Object value) {
        return "{\"" + name + "\": " + value + "}";
    }

    private static boolean isDatePair(JsonNode criterion) {
        return criterion.path("maxItems").asInt() == 2;
    }

    private static String itemType(JsonNode criterion) {
        return Fields.types(criterion.path("items")).getFirst();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void anEmptySearchFindsEverythingOfTheTenantAlone(Resource resource) {
        Tenant acme = acme();
        String id = acme.createId(resource);
        globex().create(resource);
        assertEquals(List.of(id), found(acme.api, resource, "{}"));
        assertEquals(List.of(id), found(acme.as(Tenant.VIEWER), resource, "{}"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void idsStatusesAndOtherTextsAreSearchedByListsOfValues(Resource resource) {
        Tenant acme = acme();
        ObjectNode record = acme.create(resource, "x-1");
        String id = record.path("id").textValue();
        Fields.criteria(resource).properties().forEach(criterion -> {
            if (Fields.types(criterion.getValue()).contains("array")
                    && !isDatePair(criterion.getValue())
                    && itemType(criterion.getValue()).equals("string")) {
                String name = criterion.getKey();
                assertEquals(List.of(), found(acme.api, resource, criteria(name, "[]")), name);
                JsonNode value = record.get(name.equals("ids") ? "id" : name);
                boolean isHeld = value != null && value.isTextual();
                String others = "\"nothing such\"";
                if (criterion.getValue().at("/items").has("enum")) {
                    acme.api
                            .post(resource, "/search", criteria(name, "[" + others + "]"))
                            .naming(400, name);
                    others = criterion
                            .getValue()
                            .at("/items/enum")
                            .valueStream()
                            .filter(one -> !one.equals(value))
                            .findFirst()
                            .orElseThrow()
                            .toString();
                }
                assertEquals(List.of(), found(acme.api, resource, criteria(name, "[" + others + "]")), name);
                if (isHeld) {
                    String both = "[" + others + ", " + value + "]";
                    assertEquals(List.of(id), found(acme.api, resource, criteria(name, both)), name);
                }
            }
        });
        String both = "{\"ids\": [\"" + id + "\"], \"sys_external_id\": [\"x-2\"]}";
        assertEquals(List.of(), found(acme.api, resource, both));
        assertEquals(List.of(id), found(acme.api, resource, both.replace("x-2", "x-1")));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void flagsAreSearchedByListsOfTrueAndFalse(Resource resource) {
        Tenant acme = acme();
        ObjectNode record = acme.create(resource);
        List<String> id = List.of(record.path("id").textValue());
        Fields.criteria(resource).properties().forEach(criterion -> {
            if (Fields.types(criterion.getValue()).contains("array")
                    && itemType(criterion.getValue()).equals("boolean")) {
                String name = criterion.getKey();
                boolean isOn = record.path(name).asBoolean();
                assertEquals(id, found(acme.api, resource, criteria(name, "[true, false]")), name);
                assertEquals(List.of(), found(acme.api, resource, criteria(name, "[" + !isOn + "]")), name);
                assertEquals(id, found(acme.api, resource, criteria(name, "[" + isOn + "]")), name);
                acme.api.post(resource, "/search", criteria(name, "[\"true\"]")).naming(400, name);
                acme.api.post(resource, "/search", criteria(name, "[null]")).naming(400, name);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("collections")
    default void namesAreSearchedByAPartOfThemWhateverTheCase(Resource resource) {
        if (Fields.criteria(resource).has("name")) {
            Tenant acme = acme();
            acme.create(resource);
            String id = acme.api
                    .post(resource, acme.body(resource).put("name", "100%_Öre \\ Group"))
                    .is(200)
                    .id();
            for (String part : List.of("100%_ö", "%_", "group", "\\", "ÖRE")) {
                ObjectNode criteria = RecordMapper.MAPPER.createObjectNode().put("name", part);
                assertEquals(List.of(id), found(acme.api, resource, criteria), part);
            }
            for (String part : List.of("100_", "1%Group", "_Ö__")) {
                assertEquals(List.of(), found(acme.api, resource, criteria("name", '"' + part + '"')), part);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void datesAreSearchedByBothEndsOfARange(Resource resource) {
        Tenant acme = acme();
        ObjectNode record = acme.create(resource);
        List<String> id = List.of(record.path("id").textValue());
        Fields.criteria(resource).properties().forEach(criterion -> {
            String name = criterion.getKey();
            if (isDatePair(criterion.getValue())) {
                for (String wrong : List.of(
                        "[\"2027-02-01\", \"2027-01-31\"]",
                        "[\"2027-01-31\"]",
                        "[]",
                        "\"2027-01-31\"",
                        "[\"2027-02-30\", \"2027-03-01\"]",
                        "[1, 2]",
                        "[null, null]",
                        "{}",
                        "[\"2027-02-01\", \"2027-02-01T00:00:00Z\"]",
                        "[\"2027-02-02T00:00:00Z\", \"2027-02-01T00:00:00Z\"]",
                        "[\"0000-12-31\", \"2027-01-31\"]",
                        "[\"2027-01-31\", \"+300000-01-01\"]",
                        "[\"2027-01-31T00:00:00Z\", \"+300000-01-01T00:00:00Z\"]")) {
                    acme.api.post(resource, "/search", criteria(name, wrong)).naming(400, name);
                }
                found(acme.api, resource, criteria(name, "[\"2027-01-31\", \"2027-01-31\"]"));
                JsonNode value = record.get(name);
                if (value != null && value.textValue().length() == 10) {
                    LocalDate day = LocalDate.parse(value.textValue());
                    assertEquals(id, found(acme.api, resource, pair(name, day, day)));
                    assertEquals(List.of(), found(acme.api, resource, pair(name, day.plusDays(1), day.plusDays(9))));
                    assertEquals(List.of(), found(acme.api, resource, pair(name, day.minusDays(9), day.minusDays(1))));
                } else if (value != null) {
                    String moments = "[" + value + ", " + value + "]";
                    assertEquals(id, found(acme.api, resource, criteria(name, moments)), name);
                }
            }
        });
    }

    private static String pair(String name, LocalDate from, LocalDate to) {
        return criteria(name, "[\"" + from + "\", \"" + to + "\"]");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    default void aSearchThatMeansNothingIsRefused(Resource resource) {
        Api api = acme().api;
        assertFalse(Fields.criteria(resource).isEmpty());
        api.post(resource, "/search", criteria("nonsense", "[]")).naming(400, "nonsense");
        for (String wrong : List.of("[]", "7", "null", "", "{", "{} {}", "{\"ids\": [], \"ids\": []}")) {
            api.post(resource, "/search", wrong).is(400);
        }
        Fields.criteria(resource).fieldNames().forEachRemaining(name -> {
            for (String wrong : List.of("7", "true", "{}", "[7]", "[[]]", "[{}]")) {
                api.post(resource, "/search", criteria(name, wrong)).naming(400, name);
            }
            api.post(resource, "/search", criteria(name, name.equals("name") ? "\"a\\u0000\"" : "[\"a\\u0000\"]"))
                    .naming(400, name);
        });
    }
}
