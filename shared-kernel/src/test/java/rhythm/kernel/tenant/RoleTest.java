package rhythm.kernel.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {

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
