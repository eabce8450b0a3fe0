package rhythm.kernel.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The hold on a slice of mails that are being sent. It is kept for as long as the mail server takes: were it lost, others
 * would have to take mails for possibly sent whose outcome is about to be known.
 */
final class MailLease {
    private static final Logger LOG = Logger.getLogger(MailLease.class);

    private final Engine engine;
    private final String tenant;
    private final String lease;
    private final List<String> actions;
    private final Duration step;
    private Instant due;

    MailLease(Engine engine, String tenant, String lease, List<String> actions) {
        this.engine = engine;
        this.tenant = tenant;
        this.lease = lease;
        this.actions = actions;
        this.step = engine.tuning().lease().dividedBy(3);
        this.due = engine.real().plus(step);
    }

    /** Waits for a delivery, and holds all of the slice meanwhile. */
    <T> T await(Future<T> delivery) throws ExecutionException, InterruptedException {
        while (true) {
            try {
                return delivery.get(step.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException slow) {
                LOG.debug("the mail server takes its time", slow);
            } finally {
                extendIfDue();
            }
        }
    }

    private void extendIfDue() {
        Instant now = engine.real();
        if (now.isBefore(due)) {
            return;
        }
        due = now.plus(step);
        try {
            engine.database()
                    .withTenant(
                            tenant,
                            tx -> tx.run(
                                    """
                    update billing_run_actions a set leased_until = $4
                    where a.tenant_id = $1 and a.id = any($2) and a.lease = $3 and a.mail_state = 'sending'""",
                                    tenant,
                                    actions.toArray(String[]::new),
                                    lease,
                                    now.plus(engine.tuning().lease()).atOffset(ZoneOffset.UTC)));
        } catch (RuntimeException failed) {
            // the mails' outcomes matter more; they are written if nobody takes the slice up meanwhile
            LOG.warn("could not extend the lease of mails that are being sent", failed);
        }
    }
}
