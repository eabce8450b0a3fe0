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

class ActionStatusTest {
    private static final Map<String, String> TABLE =
            """
            pending > excluded = CLIENT
            excluded > pending = CLIENT
            pending > processing = ENGINE
            pending > processing order = ENGINE
            pending > completed = ENGINE
            pending > no longer eligible = ENGINE
            pending > expiration date changed = ENGINE
            processing > pending = ENGINE
            processing > completed = ENGINE
            processing > error = ENGINE
            processing order > completed = ENGINE
            processing order > payment failure = ENGINE
            processing order > error = ENGINE
            completed > error = ENGINE
            error > pending = ENGINE
            error > completed = ENGINE
            payment failure > pending = ENGINE
            no longer eligible > pending = ENGINE
            expiration date changed > pending = ENGINE
            """.lines().map(line -> line.split(" = ")).collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    static Stream<Arguments> pairs() {
        return Arrays.stream(ActionStatus.values())
                .flatMap(from -> Arrays.stream(ActionStatus.values()).map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void changesOnlyAsTheTableSays(ActionStatus from, ActionStatus to) {
        var expected = TABLE.getOrDefault(from.wire() + " > " + to.wire(), "");
        Set<Actor> allowed = EnumSet.allOf(Actor.class);
        allowed.removeIf(actor -> !from.mayBecome(to, actor));
        assertEquals(expected, allowed.stream().map(Actor::name).collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @EnumSource(ActionStatus.class)
    void keepsItsNameOnTheWire(ActionStatus status) throws JsonProcessingException {
        assertEquals(status, ActionStatus.of(status.wire()));
        assertEquals('"' + status.wire() + '"', new ObjectMapper().writeValueAsString(status));
    }

    @Test
    void refusesANameThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> ActionStatus.of("done"));
    }
}
