package rhythm.kernel.contract;

import org.junit.jupiter.api.TestInstance;

/**
 * The contract that every resource of every service keeps. A service's test extends it and lists its resources, one
 * line each; every case then runs against every resource.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ResourceContract
        implements CrudContract,
                PatchContract,
                BatchContract,
                PagingContract,
                SearchContract,
                AccessContract,
                RolesContract,
                LockContract,
                IdempotencyContract,
                RowSecurityContract,
                IsolationContract,
                HttpContract,
                InputContract,
                TextContract,
                FuzzContract {}
