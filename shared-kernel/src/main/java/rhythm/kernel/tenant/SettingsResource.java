package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import java.util.List;
import rhythm.kernel.rest.RecordResource;
import rhythm.kernel.rest.Step;
import rhythm.kernel.store.Rows;

/** What a tenant has decided for itself: time zone, holidays, mail, limits. */
@Path("/settings")
@Needs(Role.ADMIN)
public class SettingsResource extends RecordResource<Settings> {
    @Inject
    SettingsFollower follower;

    public SettingsResource() {
        super(Settings.class);
    }

    @Override
    protected Uni<Void> afterwards(Rows rows, List<Step<Settings>> done) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Step<Settings> step : done) {
            all = all.chain(() -> follower.follow(rows, step.before(), step.after()));
        }
        return all;
    }
}
