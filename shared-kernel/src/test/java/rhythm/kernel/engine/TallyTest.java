package rhythm.kernel.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void countsEveryStatusOnItsPile() {
        var one = Arrays.stream(ActionStatus.values()).collect(Collectors.toMap(Function.identity(), status -> 1L));
        assertEquals(new Tally(9, 1, 2, 1, 2, 3), Tally.of(one));
    }

    @Test
    void addsUpTheKinds() {
        var drops = new Tally(5, 1, 1, 1, 1, 1);
        assertEquals(new Tally(10, 2, 2, 2, 2, 2), drops.plus(drops).plus(Tally.EMPTY));
    }
}
