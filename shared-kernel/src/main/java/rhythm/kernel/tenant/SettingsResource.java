package rhythm.kernel.tenant;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** What a tenant has decided for itself: time zone, holidays, mail, limits. */
@Path("/settings")
public class SettingsResource extends RecordResource<Settings> {
    public SettingsResource() {
        super(Settings.class);
    }
}
