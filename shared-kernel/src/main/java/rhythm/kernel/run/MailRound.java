package rhythm.kernel.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.store.Tx;

/**
 * Sends the mails of a group of claimed actions, slice by slice. A slice is marked as being sent, and that is committed,
 * before the first byte goes out: whoever finds the mark after a crash knows that these mails, and only these, may be out.
 */
final class MailRound {
    private static final Logger LOG = Logger.getLogger(MailRound.class);

    /** Characters. */
    private static final int HEAVIEST_SLICE = 2_000_000;

    private final Engine engine;
    private final MailJobs jobs;
    private final MailRoom room = new MailRoom();

    MailRound(Engine engine) {
        this.engine = engine;
        this.jobs = new MailJobs(engine);
    }

    void send(String tenant, String run, List<String> actions, String lease) {
        List<MailJob> prepared =
                engine.database().inTenant(tenant, tx -> jobs.prepare(tx, tenant, run, actions, lease));
        List<MailResult> results = new ArrayList<>();
        List<MailJob> sendable = new ArrayList<>();
        for (MailJob job : prepared) {
            if (!job.isMeant()) {
                results.add(MailResult.notMeant(job));
            } else if (job.problem() == null) {
                sendable.add(job);
            } else {
                results.add(MailResult.unsendable(job));
            }
        }
        for (int from = 0; from < sendable.size(); ) {
            List<MailJob> next = slice(sendable, from);
            from += next.size();
            int taken = room.take(next.stream().mapToInt(MailJob::weight).sum());
            try {
                results = send(tenant, run, lease, results, next);
            } finally {
                room.give(taken);
            }
        }
        step(tenant, run, lease, results, List.of());
    }

    /** So many as are handed over at once; fewer where they are long. */
    private List<MailJob> slice(List<MailJob> sendable, int from) {
        int most = Math.min(from + engine.tuning().mailSlice(), sendable.size());
        long weight = 0;
        int to = from;
        while (to < most && (to == from || weight + sendable.get(to).weight() <= HEAVIEST_SLICE)) {
            weight += sendable.get(to++).weight();
        }
        return sendable.subList(from, to);
    }

    /** Makes the mails of a slice and hands them over; records what became of those before. */
    private List<MailResult> send(
            String tenant, String run, String lease, List<MailResult> before, List<MailJob> slice) {
        List<MailResult> results = new ArrayList<>(before);
        List<MailJob> made = new ArrayList<>();
        for (MailJob job : slice) {
            MailJob one = job.made();
            if (one.problem() == null) {
                made.add(one);
            } else {
                results.add(MailResult.unsendable(one));
            }
        }
        Set<String> marked = step(tenant, run, lease, results, made);
        return deliver(
                tenant,
                lease,
                made.stream().filter(job -> marked.contains(job.action())).toList());
    }

    /** Records one slice and marks the next, in one transaction; answers which of the next are still ours. */
    private Set<String> step(String tenant, String run, String lease, List<MailResult> results, List<MailJob> next) {
        if (results.isEmpty() && next.isEmpty()) {
            return Set.of();
        }
        Instant business = engine.business(tenant);
        return engine.database().inTenant(tenant, tx -> {
            BillingRun record = BillingRun.get(tx, tenant, run, "");
            Now now = engine.now(tx, tenant, business);
            new MailRecord(engine, record, lease, now).write(tx, results);
            return mark(tx, tenant, lease, next, now);
        });
    }

    private Set<String> mark(Tx tx, String tenant, String lease, List<MailJob> next, Now now) {
        Set<String> marked = new HashSet<>();
        if (!next.isEmpty()) {
            tx.run(
                            """
                    update billing_run_actions a set mail_state = 'sending', leased_until = $4,
                      mail_attempts = coalesce(a.mail_attempts, 0) + 1
                    where a.tenant_id = $1 and a.id = any($2) and a.lease = $3 and a.mail_state = 'queued'
                    returning a.id""",
                            tenant,
                            next.stream().map(MailJob::action).toArray(String[]::new),
                            lease,
                            now.real().plus(engine.tuning().lease()))
                    .forEach(row -> marked.add(row.getString(0)));
        }
        return marked;
    }

    private List<MailResult> deliver(String tenant, String lease, List<MailJob> slice) {
        MailLease hold = new MailLease(
                engine, tenant, lease, slice.stream().map(MailJob::action).toList());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Delivery>> deliveries = slice.stream()
                    .map(job -> threads.submit(() -> deliver(job)))
                    .toList();
            List<Delivery> outcomes =
                    deliveries.stream().map(delivery -> outcome(delivery, hold)).toList();
            var business = engine.business(tenant).atOffset(ZoneOffset.UTC); // the server may have taken its time
            List<MailResult> results = new ArrayList<>();
            for (int i = 0; i < slice.size(); i++) {
                MailResult result = MailResult.of(slice.get(i), outcomes.get(i), engine.tuning(), business);
                Meters.mail(engine, result.outcome());
                results.add(result);
            }
            return results;
        }
    }

    private Delivery deliver(MailJob job) {
        MDC.put("action", job.action());
        return engine.mail().send(job.message());
    }

    private static Delivery outcome(Future<Delivery> delivery, MailLease hold) {
        try {
            return hold.await(delivery);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error dying) {
                throw dying;
            }
            LOG.error("sending a mail broke off", failed.getCause());
            return new Delivery.Unknown("sending broke off");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", interrupted);
        }
    }
}
