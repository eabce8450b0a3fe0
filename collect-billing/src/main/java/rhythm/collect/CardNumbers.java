package rhythm.collect;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import rhythm.kernel.record.RefusedTexts;

/** Keeps card numbers out of ids, too: here is where people would put one, and cards are known by the gateway's token. */
@Singleton
public final class CardNumbers {
    void start(@Observes StartupEvent started) {
        RefusedTexts.areRefusedInIdsToo();
    }
}
