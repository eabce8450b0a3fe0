package rhythm.kernel.contract;

import java.util.List;
import org.junit.jupiter.api.TestInstance;

/**
 * The part of the contract that a date could get in the way of, tried on awkward days with the resources whose records the
 * engine moves when their dates come. How pages, searches, headers and forms are treated is tried once, by the whole contract.
 */
@OnAwkwardDays
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DatedContract implements CrudContract, PatchContract, BatchContract, LockContract {
    private final ResourceContract whole;

    protected DatedContract(ResourceContract whole) {
        this.whole = whole;
    }

    @Override
    public List<Resource> resources() {
        return whole.resources();
    }

    @Override
    public List<Resource> subjects() {
        return resources().stream().filter(Resource::isDated).toList();
    }
}
