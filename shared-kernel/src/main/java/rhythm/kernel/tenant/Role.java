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
}
