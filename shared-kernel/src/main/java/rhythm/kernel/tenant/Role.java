package rhythm.kernel.tenant;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a caller may do in a tenant; the names are those in the token. */
public enum Role {
    VIEWER("billing-viewer"),
    EDITOR("billing-editor"),
    OPERATOR("billing-operator"),
    ADMIN("tenant-admin");

    private static final Set<String> OPERATIONS = Set.of("refresh", "execute", "cancel", "retry");
    private static final Set<String> WRITTEN_BY_ADMINS = Set.of("settings");
    private static final Set<String> FOR_ADMINS = Set.of("apiKeys", "clock");

    public final String wireName;

    Role(String wireName) {
        this.wireName = wireName;
    }

    /** The role of a name that is one. */
    static Role of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName.equals(wireName))
                .findFirst()
                .orElseThrow();
    }

    /** Whether these roles satisfy a need for this one: every role may read, administrators may edit. */
    public boolean isGivenBy(Set<String> roles) {
        return switch (this) {
            case VIEWER -> List.of(values()).stream().anyMatch(role -> roles.contains(role.wireName));
            case EDITOR -> roles.contains(wireName) || roles.contains(ADMIN.wireName);
            case OPERATOR, ADMIN -> roles.contains(wireName);
        };
    }

    /** The role that a call to {@code /{resource}/{tenantId}/…} needs, by its verb and address. */
    static Role neededFor(String verb, String path) {
        List<String> segments =
                List.of(path.replaceAll("^/+|/+$", "").split("/+")); // resource, tenant, and what is done
        String action = segments.size() > 2 ? segments.get(2) : "";
        if (FOR_ADMINS.contains(segments.getFirst())) {
            return ADMIN;
        }
        if (verb.equals("GET") || verb.equals("HEAD") || verb.equals("POST") && action.equals("search")) {
            return VIEWER;
        }
        if (verb.equals("POST") && OPERATIONS.contains(action)) {
            return OPERATOR;
        }
        return WRITTEN_BY_ADMINS.contains(segments.getFirst()) ? ADMIN : EDITOR;
    }
}
