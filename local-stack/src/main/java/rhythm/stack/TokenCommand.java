package rhythm.stack;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a bearer token for a tenant. */
@Command(name = "token", mixinStandardHelpOptions = true, description = "Prints a bearer token, good for a day.")
public final class TokenCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "TENANT", description = "The tenant it is for.")
    String tenant;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ROLE",
            description = "billing-viewer, billing-editor, billing-operator or tenant-admin; all when absent.")
    String role;

    @Override
    public Integer call() {
        if (role != null && !TokenIssuer.ALL_ROLES.contains(role)) {
            System.err.println("suite: there is no role " + role + "; roles are " + TokenIssuer.ALL_ROLES);
            return 1;
        }
        System.out.println(LocalTokens.token(tenant, role == null ? List.of() : List.of(role)));
        return 0;
    }
}
