package rhythm.membership.kind;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Reminders;

/** A kind that is done when its mail is out; the membership then notes when it was reminded. */
interface MailKind extends MembershipKind {
    @Override
    default List<Effect> effects(JsonObject options) {
        List<Effect> effects = new ArrayList<>(Reminders.effects("memberships"));
        Changes.statusReason(options).ifPresent(effects::add);
        return effects;
    }
}
