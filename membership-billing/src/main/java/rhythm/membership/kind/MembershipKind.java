package rhythm.membership.kind;

import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Kind;

/** A kind of action on memberships. */
interface MembershipKind extends Kind {
    @Override
    default Candidates candidates() {
        return Memberships.CANDIDATES;
    }
}
