package rhythm.collect;

import rhythm.kernel.bench.TestDatabase;

/** The service's tables on the embedded Postgres. */
public final class CollectDatabase extends TestDatabase {
    public CollectDatabase(String name) {
        super(name, "db/collect");
    }
}
