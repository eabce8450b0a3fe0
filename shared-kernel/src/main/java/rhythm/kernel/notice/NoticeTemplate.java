package rhythm.kernel.notice;

import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notice as staff wrote it: subject, html and text with merge fields. It is parsed once and rendered for each
 * candidate; a field without data renders as nothing.
 */
public final class NoticeTemplate {
    private final Template subject;
    private final @Nullable Template html;
    private final @Nullable Template text;

    private NoticeTemplate(Template subject, @Nullable Template html, @Nullable Template text) {
        this.subject = subject;
        this.html = html;
        this.text = text;
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
        try {
            return NoticeCheck.problems(NoticeLanguage.parse(NoticeLanguage.Kind.TEXT, body), fields);
        } catch (TemplateException broken) {
            return List.of(NoticeLanguage.sentence(broken));
        }
    }

    /** Fills in one candidate's data: nested maps by group and field, lists of maps for the lists. */
    public RenderedNotice render(Map<String, ?> data) {
        String line = subject.render(data).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return new RenderedNotice(
                line, html == null ? null : html.render(data), text == null ? null : text.render(data));
    }

    private static Template parsed(NoticeLanguage.Kind kind, String body, MergeFields fields) {
        Template template = NoticeLanguage.parse(kind, body);
        List<String> problems = NoticeCheck.problems(template, fields);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return template;
    }
}
