package rhythm.kernel.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import rhythm.kernel.record.RecordMapper;
import rhythm.stack.EmbeddedParts;
import rhythm.stack.TokenIssuer;

/** A tenant of one test's own, with its callers and the records that others refer to. */
public final class Tenant {
    static final String ADMIN = "tenant-admin";
    static final String VIEWER = "billing-viewer";
    public static final String EDITOR = "billing-editor";
    private static final AtomicInteger COUNT = new AtomicInteger();

    public final String name;
    /** Somebody with every role. */
    public final Api api;

    private final List<Resource> resources;
    private final Map<String, String> referred = new HashMap<>();

    public Tenant(String family, List<Resource> resources) {
        this.name = family + "-" + COUNT.incrementAndGet();
        this.resources = resources;
        this.api = new Api(name, bearer(TokenIssuer.LOCAL, "ann", List.of(name), TokenIssuer.ALL_ROLES));
    }

    static String bearer(String issuer, String subject, List<String> tenants, List<String> roles) {
        return "Bearer " + EmbeddedParts.shared().issuer().token(issuer, subject, tenants, roles, Duration.ofHours(1));
    }

    /** Somebody of this tenant with these roles only. */
    public Api as(String... roles) {
        return new Api(name, bearer(TokenIssuer.LOCAL, "bob", List.of(name), List.of(roles)));
    }

    /** A body that makes a record; what it refers to is made before, once. */
    public ObjectNode body(Resource resource) {
        String filled = Resource.REFERENCE.matcher(resource.template()).replaceAll(found -> {
            String other = found.group(2);
            return found.group(1) == null ? reference(other) : createId(named(other));
        });
        try {
            return (ObjectNode) RecordMapper.MAPPER.readTree(filled);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(filled, wrong);
        }
    }

    /** A body that replaces a record and keeps what is its own for good. */
    ObjectNode replacement(Resource resource, String id) {
        ObjectNode body = body(resource);
        ObjectNode record = read(resource, id);
        References.tree(resource).properties().stream()
                .filter(field -> field.getValue().asText().startsWith("${new "))
                .forEach(field -> body.set(field.getKey(), record.get(field.getKey())));
        return body;
    }

    /** The id of this tenant's record of a resource that others refer to. */
    String reference(String resource) {
        String known = referred.get(resource);
        if (known == null) {
            known = create(named(resource)).path("id").textValue();
            referred.put(resource, known);
        }
        return known;
    }

    Resource named(String name) {
        return resources.stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public ObjectNode create(Resource resource) {
        return api.post(resource, body(resource)).is(200).object();
    }

    ObjectNode create(Resource resource, String externalId) {
        return api.post(resource, body(resource).put("sys_external_id", externalId))
                .is(200)
                .object();
    }

    String createId(Resource resource) {
        return create(resource).path("id").textValue();
    }

    ObjectNode read(Resource resource, String id) {
        return api.get(resource, "/" + id).is(200).object();
    }

    /** How many records of a resource there are. */
    int count(Resource resource) {
        return api.get(resource, "?limit=1000&fields=id").is(200).json().size();
    }
}
