package rhythm.kernel.run;

import java.util.concurrent.Semaphore;

/** How much of mails one replica holds in memory at once, whoever sends them: what does not fit waits for its turn. */
final class MailRoom {
    /** Characters; a mail takes a few times its length on its way. */
    private static final int SIZE = 8_000_000;

    private static final int UNIT = 1_000;

    private final Semaphore units = new Semaphore(SIZE / UNIT, true);

    /** Takes room for so many characters, all there is at most; answers what is to be given back. */
    int take(int characters) {
        int taken = Math.clamp(characters / UNIT, 1, SIZE / UNIT);
        units.acquireUninterruptibly(taken);
        return taken;
    }

    void give(int taken) {
        units.release(taken);
    }
}
