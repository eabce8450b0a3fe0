package rhythm.collect.money;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Serves callers who come at the same time together: what arrives while one transaction is under way waits for the next, which
 * takes all of it. A caller alone does not wait for others. Blocks; for virtual threads.
 */
final class Gathering<Q, A> {
    private static final int MOST = 200;

    /** Transactions under way at once: while one waits for the disk, another one works. */
    private static final int AT_ONCE = 2;

    /** What may be served together: those of one tenant, and of them no two about the same thing. */
    record Place(String tenant, String subject) {}

    private record Waiting<Q, A>(Place place, Q question, CompletableFuture<A> answer) {}

    private final Function<List<Q>, List<A>> work;
    private final Function<Q, Place> places;
    private final Predicate<RuntimeException> isOfOne;
    private final Queue<Waiting<Q, A>> queue = new LinkedList<>();
    private final Semaphore servers = new Semaphore(AT_ONCE);

    /**
     * @param work answers a group's questions in their order
     * @param isOfOne tells failures that a single question can cause: a group that fails so is served again by halves
     */
    Gathering(Function<Q, Place> places, Function<List<Q>, List<A>> work, Predicate<RuntimeException> isOfOne) {
        this.places = places;
        this.work = work;
        this.isOfOne = isOfOne;
    }

    A ask(Q question) {
        Waiting<Q, A> waiting = new Waiting<>(places.apply(question), question, new CompletableFuture<>());
        synchronized (queue) {
            queue.add(waiting);
            if (servers.tryAcquire()) {
                Thread.ofVirtual().start(this::serve);
            }
        }
        try {
            return waiting.answer.join();
        } catch (CompletionException wrapped) {
            switch (wrapped.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error dying -> throw dying;
                default -> throw wrapped;
            }
        }
    }

    /** How many wait for the next transaction. */
    int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private void serve() {
        for (List<Waiting<Q, A>> group = next(); !group.isEmpty(); group = next()) {
            serve(group);
        }
    }

    /** The longest waiting, and whoever can be served with them; nobody: then this server has left. */
    private List<Waiting<Q, A>> next() {
        List<Waiting<Q, A>> group = new ArrayList<>();
        Set<Place> taken = new HashSet<>();
        synchronized (queue) {
            for (Iterator<Waiting<Q, A>> all = queue.iterator(); all.hasNext() && group.size() < MOST; ) {
                Waiting<Q, A> one = all.next();
                boolean isOfTenant =
                        group.isEmpty() || group.getFirst().place.tenant().equals(one.place.tenant());
                if (isOfTenant && taken.add(one.place)) {
                    group.add(one);
                    all.remove();
                }
            }
            if (group.isEmpty()) {
                servers.release();
            }
        }
        return group;
    }

    private void serve(List<Waiting<Q, A>> group) {
        try {
            List<A> answers = work.apply(group.stream().map(one -> one.question).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer.complete(answers.get(i));
            }
        } catch (RuntimeException failed) {
            if (group.size() > 1 && isOfOne.test(failed)) {
                int half = group.size() / 2;
                serve(group.subList(0, half));
                serve(group.subList(half, group.size()));
            } else {
                group.forEach(one -> one.answer.completeExceptionally(failed));
            }
        } catch (Error dying) {
            // thrown by each caller; this server goes on, or nobody would be served any more
            group.forEach(one -> one.answer.completeExceptionally(dying));
        }
    }
}
