package rhythm.endtoend.notices;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import rhythm.kernel.process.Await;
import rhythm.kernel.process.Size;
import rhythm.kernel.process.Stopwatch;
import rhythm.stack.ServiceProcess;

/** Real processes of the packaged service over one database: nothing twice, nothing lost, whoever dies. */
class TwoProcessesIT {
    private static final int MEMBERS = Size.of(5_000, 20_000);
    private static final int KILLS = 5;
    /** The engine's default: mails a worker hands over at once, times the workers of a process. */
    private static final int IN_DOUBT_AT_ONCE = 20 * 4;

    /** The sink's threads die with the connections of a killed process; that is the point, and no news. */
    @BeforeAll
    static void expectBrokenConnections() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (!thread.getName().startsWith("smtp:")) {
                failure.printStackTrace();
            }
        });
    }

    @Test
    void twoProcessesCarryOutEveryActionExactlyOnce() {
        try (Site site = new Site("two", Duration.ofSeconds(15));
                ServiceProcess first = site.start();
                ServiceProcess second = site.start()) {
            site.load(MEMBERS);
            NoticeRun run = NoticeRun.prepare(site.client(first));
            Stopwatch begun = new Stopwatch();
            run.execute(site.client(first));
            JsonNode completed = run.await(site.client(second), "completed");
            double took = begun.seconds();

            Reconciliation found = Reconciliation.of(site, run, MEMBERS);
            int byFirst = MailMeter.sent(first);
            int bySecond = MailMeter.sent(second);
            report("two processes", "mails sent " + byFirst + " + " + bySecond, found, took);
            found.requireStatistics(completed);
            assertAll(
                    () -> assertEquals(MEMBERS, found.completed.size()),
                    () -> assertEquals(MEMBERS, found.mails.size()),
                    () -> assertEquals(0, found.duplicates()),
                    () -> assertEquals(0, found.lost()),
                    () -> assertEquals(0, found.surplus()),
                    () -> assertTrue(byFirst > 0 && bySecond > 0),
                    () -> assertEquals(MEMBERS, byFirst + bySecond));
        }
    }

    @Test
    void aProcessKilledFiveTimesLosesNothingAndRepeatsNothing() {
        long seed = Long.getLong("rhythm.seed", 20_261_121L);
        int[] points = points(seed);
        try (Site site = new Site("killed", Duration.ofSeconds(5))) {
            ServiceProcess process = site.start();
            try {
                site.load(MEMBERS);
                NoticeRun run = NoticeRun.prepare(site.client(process));
                Stopwatch begun = new Stopwatch();
                run.execute(site.client(process));
                for (int point : points) {
                    Await.that("sink has not seen " + point, () -> site.sink.count() >= point);
                    process.kill();
                    process = site.start();
                }
                JsonNode completed = run.await(site.client(process), "completed");
                double took = begun.seconds();

                Reconciliation found = Reconciliation.of(site, run, MEMBERS);
                report("killed after mails " + Arrays.toString(points), "seed " + seed, found, took);
                found.requireStatistics(completed);
                assertAll(
                        () -> assertEquals(MEMBERS, found.completed.size() + found.unknown.size()),
                        () -> assertEquals(0, found.duplicates()),
                        () -> assertEquals(0, found.lost()),
                        () -> assertEquals(0, found.surplus()),
                        () -> assertEquals(found.mails.size(), found.completed.size() + found.unknownThatArrived()),
                        () -> assertTrue(found.unknown.size() <= KILLS * IN_DOUBT_AT_ONCE));
            } finally {
                process.close();
            }
        }
    }

    /** One moment in each of five stretches of the run, so that every kill meets work under way. */
    private static int[] points(long seed) {
        Random random = new Random(seed);
        int stretch = MEMBERS / (KILLS + 1);
        int[] points = new int[KILLS];
        for (int i = 0; i < KILLS; i++) {
            points[i] = i * stretch + stretch / 5 + random.nextInt(stretch - stretch / 5);
        }
        return points;
    }

    private static void report(String what, String detail, Reconciliation found, double took) {
        System.out.printf(
                "%s (%s): completed %d, unknown %d (%d of them arrived), mails %d, duplicates %d, lost %d, surplus %d, %.1f s%n",
                what,
                detail,
                found.completed.size(),
                found.unknown.size(),
                found.unknownThatArrived(),
                found.mails.size(),
                found.duplicates(),
                found.lost(),
                found.surplus(),
                took);
    }
}
