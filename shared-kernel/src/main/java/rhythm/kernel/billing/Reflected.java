package rhythm.kernel.billing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import rhythm.kernel.engine.Boundary;
import rhythm.kernel.engine.KindTally;
import rhythm.kernel.engine.RelativeDate;
import rhythm.kernel.engine.Tally;

/** Names for the native image what the engine's plain Java cannot name itself: types that are read from JSON. */
@RegisterForReflection(
        targets = {
            Tally.class,
            KindTally.class,
            RelativeDate.class,
            RelativeDate.Position.class,
            RelativeDate.UnitOfTime.class,
            Boundary.class
        })
final class Reflected {
    private Reflected() {}
}
