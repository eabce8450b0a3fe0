package rhythm.kernel.run;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the engine works: sizes of claims, leases, patience. */
@ConfigMapping(prefix = "rhythm.run")
public interface Tuning {
    /** Actions decided in one transaction when they need the database only. */
    @WithDefault("5000")
    int chunk();

    /** Mails claimed and rendered together. */
    @WithDefault("200")
    int mailGroup();

    /** Mails handed over at once; what a crash can leave in doubt. */
    @WithDefault("20")
    int mailSlice();

    @WithDefault("5")
    int mailAttempts();

    /** Wait after the first temporary rejection; doubles with each. Business time. */
    @WithDefault("PT1M")
    Duration mailBackOff();

    /** Orders one replica places at once. */
    @WithDefault("64")
    int ordersAtOnce();

    /** How often a {@link Watch} looks at a tenant. Business time. */
    @WithDefault("PT5M")
    Duration watch();

    /** How long a claim holds without a sign of life. */
    @WithDefault("PT2M")
    Duration lease();

    /** A run without progress for so long has timed out. */
    @WithDefault("PT2H")
    Duration timeout();

    /** Virtual threads that work on one run in one replica. */
    @WithDefault("4")
    int workersPerRun();

    /** Runs and recurring runs one replica works on at once. */
    @WithDefault("8")
    int runsAtOnce();
}
