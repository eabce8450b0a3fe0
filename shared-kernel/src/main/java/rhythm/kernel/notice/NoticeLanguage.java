package rhythm.kernel.notice;

import io.quarkus.qute.Engine;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;

/**
 * The part of Qute that staff may write: values, {@code {#if}} and {@code {#for}}. Only {@link MapValues} resolves
 * names, so a template reaches the given data and nothing else: no Java members, no configuration, no other template.
 */
final class NoticeLanguage {
    enum Kind {
        HTML,
        TEXT
    }

    private static final Engine HTML = engine(true);
    private static final Engine TEXT = engine(false);

    private NoticeLanguage() {}

    static Template parse(Kind kind, String body) {
        return (kind == Kind.HTML ? HTML : TEXT).parse(body);
    }

    /** Says what Qute found, without Qute's own coordinates. */
    static String sentence(TemplateException broken) {
        String message = String.valueOf(broken.getMessage()).replaceAll("(?s)\\s+", " ");
        message = message.replaceFirst("^Parser error( on line \\d+)?( in template \\S+( line \\d+)?)?:? ?", "");
        return broken.getOrigin() == null
                ? message
                : "line " + broken.getOrigin().getLine() + ": " + message;
    }

    private static Engine engine(boolean html) {
        return Engine.builder()
                .addSectionHelper(new IfSectionHelper.Factory())
                .addSectionHelper(new LoopSectionHelper.Factory())
                .addValueResolver(new MapValues())
                .addResultMapper(new NoticeText(html))
                .removeStandaloneLines(true)
                .strictRendering(true)
                .build();
    }
}
