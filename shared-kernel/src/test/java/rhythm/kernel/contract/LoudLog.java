package rhythm.kernel.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens for failures that the service logs with their stack, while it is open. */
final class LoudLog extends Handler implements AutoCloseable {
    private final List<String> heard = new CopyOnWriteArrayList<>();

    LoudLog() {
        Logger.getLogger("").addHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getThrown() != null) {
            heard.add(entry.getLoggerName() + ": " + entry.getMessage() + ": " + entry.getThrown());
        }
    }

    List<String> heard() {
        return heard;
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
