package rhythm.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What one service's demo tells: the months expected from the file, how each is entered, and what its run did. {@code M}
 * is a month as the independent reading of the file expects it.
 */
public interface Story<M extends Story.Month> {
    /** A month of the story; its run is that of its first day. */
    interface Month {
        /** The day of the run. */
        LocalDate first();
    }

    /** The table's columns after the month. */
    List<String> columns();

    /** What the file leads to, month by month. */
    List<M> months();

    /** Sets up what staff set up once, with the clock at this instant; answers the recurring run's id. */
    String prepare(Instant start);

    /** Enters what happened before the month's run. */
    void enter(M month);

    /** Looks through the prepared actions of the month's run, as staff do before they execute it. */
    default void revise(M month, List<JsonNode> actions, RunDesk runs) {}

    /** Counts what the month's executed run and its mails were to do and did; answers the table's figures. */
    Number[] close(M month, Outcome outcome);

    /** Holds the records as they are in the end against those expected. */
    void closeBooks();

    /** The fields of the actions that the story looks at. */
    default String actionFields() {
        return "id,type,status,candidate_id";
    }

    /** The money of it all, where there is any. */
    default Optional<ClosingStatement> statement() {
        return Optional.empty();
    }

    /** What is held against the file, by what it is called in the closing table. */
    Map<String, Reconciliation> reconciliations();

    /** What a run left behind: its actions before and after, its statistics, and the mails that arrived. */
    record Outcome(String month, int due, List<JsonNode> actions, JsonNode statistics, List<ArrivedMail> mails) {
        /** The ids of the candidates for whom this type of action was carried out. */
        public List<String> completed(String type) {
            return actions(type, "completed").stream()
                    .map(action -> action.path("candidate_id").asText())
                    .toList();
        }

        /** The actions of this type that ended so. */
        public List<JsonNode> actions(String type, String status) {
            return actions.stream()
                    .filter(action -> action.path("type").asText().equals(type)
                            && action.path("status").asText().equals(status))
                    .toList();
        }

        /** A figure of statistics that come by kind, over all kinds. */
        public int total(String figure) {
            return StreamSupport.stream(statistics.spliterator(), false)
                    .mapToInt(kind -> kind.path(figure).asInt())
                    .sum();
        }
    }
}
