package rhythm.kernel.notice;

import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A notice as staff wrote it: subject, html and text with merge fields. It is parsed once and rendered for each
 * candidate; a field without data renders as nothing.
 */
public final class NoticeTemplate {
    /** Characters of each of a mail's bodies. */
    private static final int LONGEST = 1_000_000;

    /** Merge fields of a body, times the rows of the lists that they may stand in. */
    private static final int MOST_VALUES = 200_000;

    private static final int TYPICAL_VALUE = 50;

    private final Body subject;
    private final @Nullable Body html;
    private final @Nullable Body text;

    private NoticeTemplate(Body subject, @Nullable Body html, @Nullable Body text) {
        this.subject = subject;
        this.html = html;
        this.text = text;
    }

    /** One of the three, ready to be filled in, and how much there is of it. */
    private record Body(Template template, long parts, int length) {
        String filled(Map<String, ?> data) {
            if (rows(data) * parts > MOST_VALUES) {
                throw new IllegalArgumentException("the mail would have more than " + MOST_VALUES + " values");
            }
            return rendered(template, data);
        }
    }

    /** Parses the three parts; throws if one of them would not pass {@link #check}. */
    public static NoticeTemplate of(String subject, @Nullable String html, @Nullable String text, MergeFields fields) {
        return new NoticeTemplate(
                parsed(NoticeLanguage.Kind.TEXT, subject, fields),
                html == null ? null : parsed(NoticeLanguage.Kind.HTML, html, fields),
                text == null ? null : parsed(NoticeLanguage.Kind.TEXT, text, fields));
    }

    /** What is wrong with one part, in sentences for the person who wrote it; empty when it can be saved. */
    public static List<String> check(String body, MergeFields fields) {
        Optional<String> tooMuch = NoticeBounds.problem(body);
        if (tooMuch.isPresent()) {
            return List.of(tooMuch.get());
        }
        try {
            return NoticeCheck.problems(NoticeLanguage.parse(NoticeLanguage.Kind.TEXT, body), fields);
        } catch (TemplateException broken) {
            return List.of(NoticeLanguage.sentence(broken));
        }
    }

    /**
     * Fills in one candidate's data: nested maps by group and field, lists of maps for the lists. An IllegalArgumentException says
     * that the mail would be too long.
     */
    public RenderedNotice render(Map<String, ?> data) {
        String line = subject.filled(data).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return new RenderedNotice(
                line, html == null ? null : html.filled(data), text == null ? null : text.filled(data));
    }

    /** About how many characters the mail will have with this data, its own text for every row of a list; never too few by much. */
    public int weight(Map<String, ?> data) {
        long once = Stream.of(subject, html, text)
                .filter(Objects::nonNull)
                .mapToLong(body -> body.length + body.parts * TYPICAL_VALUE)
                .sum();
        return (int) Math.min(2L * LONGEST, rows(data) * once);
    }

    /** The rows of all lists; one where there is none. */
    private static long rows(Map<String, ?> data) {
        long rows = 1;
        for (Object group : data.values()) {
            if (group instanceof Map<?, ?> values) {
                rows += values.values().stream()
                        .mapToLong(value -> value instanceof Collection<?> list ? list.size() : 0)
                        .sum();
            }
        }
        return rows;
    }

    private static String rendered(Template template, Map<String, ?> data) {
        StringBuilder text = new StringBuilder();
        CompletionStage<Void> rendering = template.data(data).consume(part -> {
            if (text.length() + part.length() > LONGEST) {
                throw new IllegalArgumentException("the mail would have more than " + LONGEST + " characters");
            }
            text.append(part);
        });
        try {
            rendering.toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
        return text.toString();
    }

    private static Body parsed(NoticeLanguage.Kind kind, String body, MergeFields fields) {
        NoticeBounds.problem(body).ifPresent(tooMuch -> {
            throw new IllegalArgumentException(tooMuch);
        });
        Template template = NoticeLanguage.parse(kind, body);
        List<String> problems = NoticeCheck.problems(template, fields);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new Body(template, body.chars().filter(c -> c == '{').count(), body.length());
    }
}
