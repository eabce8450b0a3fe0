package rhythm.kernel.notice;

import org.jspecify.annotations.Nullable;

/** A notice with one candidate's data filled in. */
public record RenderedNotice(
        String subject, @Nullable String html, @Nullable String text) {}
