package rhythm.collect.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import rhythm.collect.money.Gathering.Place;

class GatheringTest {
    private final List<List<String>> groups = new ArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(2);
    private final CountDownLatch free = new CountDownLatch(1);

    /** Questions are {@code tenant/subject/text}; those that say busy keep the servers until they are free. */
    private final Gathering<String, String> gathering = new Gathering<>(
            question -> new Place(question.split("/")[0], question.split("/")[1]),
            this::answer,
            failed -> failed instanceof IllegalArgumentException);

    private List<String> answer(List<String> questions) {
        if (questions.getFirst().contains("busy")) {
            busy.countDown();
            await(free);
        } else {
            synchronized (groups) {
                groups.add(questions);
            }
        }
        if (questions.stream().anyMatch(question -> question.contains("wrong"))) {
            throw new IllegalArgumentException("wrong");
        }
        return questions.stream().map(question -> "re " + question).toList();
    }

    /** The answers to questions that all wait already when the first of them is looked at. */
    private List<Future<String>> ask(String... questions) throws InterruptedException {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> gathering.ask("x/1/busy"));
            threads.submit(() -> gathering.ask("y/1/busy"));
            busy.await();
            for (String question : questions) {
                answers.add(threads.submit(() -> gathering.ask(question)));
                while (gathering.waiting() < answers.size()) {
                    Thread.onSpinWait();
                }
            }
            free.countDown();
        }
        return answers;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatArrivesMeanwhileIsServedTogetherAndEachGetsItsOwnAnswer() throws Exception {
        List<Future<String>> answers = ask("a/1/p", "a/2/q", "a/3/r");
        assertEquals(List.of(List.of("a/1/p", "a/2/q", "a/3/r")), groups);
        assertEquals("re a/2/q", answers.get(1).get());
    }

    @Test
    void tenantsAndQuestionsAboutTheSameThingAreServedApart() throws Exception {
        ask("a/1/p", "b/1/q", "a/1/r", "a/2/s");
        groups.sort((one, other) -> one.getFirst().compareTo(other.getFirst()));
        assertEquals(List.of(List.of("a/1/p", "a/2/s"), List.of("a/1/r"), List.of("b/1/q")), groups);
    }

    @Test
    void oneThatIsWrongFailsAlone() throws Exception {
        List<Future<String>> answers = ask("a/1/p", "a/2/wrong", "a/3/r");
        assertEquals("re a/1/p", answers.get(0).get());
        assertEquals("re a/3/r", answers.get(2).get());
        assertThrows(Exception.class, () -> answers.get(1).get());
    }

    @Test
    void afterwardsAnyoneIsServedAgain() throws Exception {
        ask("a/1/p");
        assertEquals("re a/1/later", gathering.ask("a/1/later"));
    }
}
