package rhythm.kernel.run;

import java.time.Duration;

/** What the engine counts for operators. */
final class Meters {
    private Meters() {}

    static void actions(Engine engine, String type, String outcome, int n) {
        if (n > 0) {
            engine.meters()
                    .counter("rhythm.actions", "service", engine.domain().service(), "type", type, "outcome", outcome)
                    .increment(n);
        }
    }

    static void mail(Engine engine, String outcome) {
        engine.meters()
                .counter("rhythm.mails", "service", engine.domain().service(), "outcome", outcome)
                .increment();
    }

    static void claim(Engine engine, int size) {
        engine.meters()
                .summary("rhythm.claim.size", "service", engine.domain().service())
                .record(size);
    }

    static void run(Engine engine, String phase, Duration took) {
        engine.meters()
                .timer("rhythm.run.duration", "service", engine.domain().service(), "phase", phase)
                .record(took);
    }
}
