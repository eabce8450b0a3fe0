package rhythm.kernel.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

    @ParameterizedTest
    @CsvSource({
        "GET,/memberships/t1/m1,VIEWER",
        "HEAD,/memberships/t1,VIEWER",
        "POST,/memberships/t1/search,VIEWER",
        "POST,/memberships/t1,EDITOR",
        "POST,/memberships/t1/batch,EDITOR",
        "PUT,/memberships/t1/search,EDITOR",
        "PATCH,/memberships/t1/m1,EDITOR",
        "DELETE,/memberships/t1/execute,EDITOR",
        "POST,/billingRuns/t1/refresh/r1,OPERATOR",
        "POST,/billingRuns/t1/execute/r1,OPERATOR",
        "POST,billingRuns/t1/cancel/r1/,OPERATOR",
        "POST,/billingRuns/t1/retry/r1,OPERATOR",
        "PUT,/settings/t1/s1,ADMIN",
        "GET,/settings/t1/s1,VIEWER",
        "POST,/apiKeys/t1,ADMIN",
        "GET,/apiKeys/t1,ADMIN",
        "POST,/clock/t1,ADMIN"
    })
    void verb_and_path_say_which_role_is_needed(String verb, String path, Role needed) {
        assertEquals(needed, Role.neededFor(verb, path));
    }

    @ParameterizedTest
    @CsvSource({
        "VIEWER,billing-viewer,true",
        "VIEWER,billing-operator,true",
        "VIEWER,tenant-admin,true",
        "VIEWER,somebody,false",
        "EDITOR,billing-editor,true",
        "EDITOR,tenant-admin,true",
        "EDITOR,billing-viewer,false",
        "EDITOR,billing-operator,false",
        "OPERATOR,billing-operator,true",
        "OPERATOR,tenant-admin,false",
        "OPERATOR,billing-editor,false",
        "ADMIN,tenant-admin,true",
        "ADMIN,billing-operator,false"
    })
    void roles_give_what_they_are_for(Role needed, String held, boolean given) {
        assertEquals(given, needed.isGivenBy(Set.of(held)));
    }
}
