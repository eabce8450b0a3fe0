package rhythm.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunStatusTest {
    // The design's table, written a second time: from > to = who.
    private static final Map<String, String> TABLE =
            """
            draft > scheduled = CLIENT
            draft > preprocessing = CLIENT SCHEDULER
            draft > cancelled = CLIENT
            scheduled > preprocessing = CLIENT SCHEDULER
            scheduled > cancelled = CLIENT
            scheduled > error = ENGINE
            preprocessing > ready for execution = ENGINE
            preprocessing > scheduled for execution = ENGINE
            preprocessing > cancelled = CLIENT
            preprocessing > error = ENGINE WATCHDOG
            preprocessing > timed out = ENGINE WATCHDOG
            ready for execution > preprocessing = CLIENT SCHEDULER
            ready for execution > scheduled for execution = CLIENT
            ready for execution > running = CLIENT SCHEDULER
            ready for execution > cancelled = CLIENT
            scheduled for execution > preprocessing = CLIENT SCHEDULER
            scheduled for execution > ready for execution = CLIENT
            scheduled for execution > running = CLIENT SCHEDULER
            scheduled for execution > cancelled = CLIENT
            scheduled for execution > error = ENGINE
            running > completed = ENGINE
            running > cancelled = CLIENT
            running > error = ENGINE WATCHDOG
            running > timed out = ENGINE WATCHDOG
            completed > running = CLIENT
            error > preprocessing = CLIENT SCHEDULER
            error > running = CLIENT
            timed out > preprocessing = CLIENT SCHEDULER
            timed out > running = CLIENT
            """.lines().map(line -> line.split(" = ")).collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    static Stream<Arguments> pairs() {
        return Arrays.stream(RunStatus.values())
                .flatMap(from -> Arrays.stream(RunStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void changesOnlyAsTheTableSays(RunStatus from, RunStatus to) {
        var expected = TABLE.getOrDefault(from.wire() + " > " + to.wire(), "");
        Set<Actor> allowed = EnumSet.allOf(Actor.class);
        allowed.removeIf(actor -> !from.mayBecome(to, actor));
        assertEquals(expected, allowed.stream().map(Actor::name).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void keepsItsNameOnTheWire(RunStatus status) throws JsonProcessingException {
        assertEquals(status, RunStatus.of(status.wire()));
        assertEquals('"' + status.wire() + '"', new ObjectMapper().writeValueAsString(status));
    }

    @Test
    void refusesANameThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> RunStatus.of("Draft"));
    }
}
