package rhythm.membership;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import rhythm.kernel.contract.DatedContract;
import rhythm.kernel.contract.ServiceParts;

/** What the engine moves by date keeps the contract on every awkward day. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class MembershipDatesTest extends DatedContract {
    MembershipDatesTest() {
        super(new MembershipContractTest());
    }
}
