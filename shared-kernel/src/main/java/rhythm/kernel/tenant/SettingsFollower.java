package rhythm.kernel.tenant;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.store.Rows;

/** What has to change together with a tenant's settings, in the same transaction. */
public interface SettingsFollower {
    /** Null stands for none: {@code before} when they are new, {@code after} when they are deleted. */
    Uni<Void> follow(Rows rows, @Nullable Settings before, @Nullable Settings after);
}
