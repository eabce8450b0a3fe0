package rhythm.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import rhythm.kernel.tenant.NeededRoles;
import rhythm.kernel.tenant.NeededRoles.Call;
import rhythm.kernel.tenant.Role;

/** Which role each call needs: the table in docs/roles says it, and every call is answered by it. */
public interface RolesContract extends Contract {
    private static Path document() {
        String service = ConfigProvider.getConfig().getValue("quarkus.application.name", String.class);
        return Path.of("..", "docs", "roles", service + ".md");
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
                <!-- Generated: ./mvnw test -Dtest='*ContractTest' -Drhythm.docs=write -->
                | Call | Needs |
                | --- | --- |
                """);
        for (Call call : NeededRoles.all()) {
            String role = call.role() == Role.VIEWER ? "any role" : call.role().wireName;
            table.append("| `%s %s` | %s |\n".formatted(call.verb(), call.path(), role));
        }
        return table.toString();
    }

    @Test
    default void theTableOfRolesIsTheOneInTheDocumentation() throws IOException {
        Path document = document();
        if ("write".equals(System.getProperty("rhythm.docs"))) {
            Files.createDirectories(document.getParent());
            Files.writeString(document, table());
        }
        assertTrue(Files.exists(document), "there is no " + document);
        assertEquals(Files.readString(document), table());
    }

    @Test
    default void everyCallIsAnsweredAsTheTableOfRolesSays() {
        Tenant acme = acme();
        for (Call call : NeededRoles.all()) {
            String path = call.path().replace("{tenantId}", acme.name).replaceAll("\\{\\w+}", "x");
            String body =
                    switch (call.verb()) {
                        case "PATCH" -> "[]";
                        case "GET", "DELETE" -> null;
                        default -> "{}";
                    };
            for (Role held : Role.values()) {
                Answer answer = acme.as(held.wireName).send(call.verb(), path, body);
                String refusal = "the role " + call.role().wireName + " is needed for this";
                String what = held.wireName + " " + call.verb() + " " + path + ": " + answer.body();
                if (call.role().isGivenBy(java.util.Set.of(held.wireName))) {
                    assertFalse(List.of(401, 403).contains(answer.status()), what);
                } else {
                    assertEquals(403, answer.status(), what);
                    assertTrue(answer.body().contains(refusal), what);
                }
            }
        }
    }
}
