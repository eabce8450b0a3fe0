package rhythm.kernel.run;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import rhythm.kernel.store.Tx;

/**
 * Has Postgres analyse a table again after a list was made that it expects to be much shorter: of a tenant that is new to it, it would
 * go through all rows for every few that are worked on (sql.md, 28). What it expects is asked, so that this happens when it is of
 * use and at no other time.
 */
final class FreshRows {
    private static final Logger LOG = Logger.getLogger(FreshRows.class);

    /** Shorter lists are carried out before it would matter. */
    private static final long SHORT = 200;

    /** So many times the expectation is a surprise. */
    private static final long SURPRISE = 5;

    private final Engine engine;

    FreshRows(Engine engine) {
        this.engine = engine;
    }

    /** Looks at the tables that the run's execution goes through; in no transaction of the caller's. */
    void analyse(String tenant, String id) {
        try {
            engine.database().inTenant(tenant, tx -> surprising(tx, tenant, id)).forEach(table -> engine.database()
                    .acrossTenants("analyze (skip_locked) " + table));
        } catch (RuntimeException failed) {
            // the list stands; it is only carried out more slowly
            LOG.warn("fresh rows could not be analysed", failed);
        }
    }

    private List<String> surprising(Tx tx, String tenant, String id) {
        long listed = RunCounts.total(tx, tenant, id);
        List<String> surprising = new ArrayList<>();
        if (listed >= SHORT) {
            if (Expected.rows(tx, "billing_run_actions t where t.tenant_id = $1 and t.billing_run_id = $2", tenant, id)
                            * SURPRISE
                    < listed) {
                surprising.add("billing_run_actions");
            }
            BillingRun.get(tx, tenant, id, "").kinds(engine.domain()).stream()
                    .map(kind -> kind.candidates().table())
                    .distinct()
                    .filter(table -> Expected.isTable(tx, table))
                    .filter(table -> Expected.rows(tx, table + " t where t.tenant_id = $1", tenant) * SURPRISE < listed)
                    .forEach(surprising::add);
        }
        return surprising;
    }
}
