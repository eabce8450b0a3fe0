package rhythm.kernel.notice;

import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import rhythm.kernel.record.NamedRecord;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** A notice as it is stored: its bodies with merge fields, checked when it is saved; an inactive one is not sent. */
@NullUnmarked
@MappedSuperclass
public abstract class NoticeRecord extends NamedRecord {
    private static final int LONGEST_BODY = 200_000;

    @NotNull
    @Size(min = 1, max = 500)
    public String subject;

    @Size(max = LONGEST_BODY)
    public String html;

    @Size(max = LONGEST_BODY)
    public String text;

    /** The merge fields a notice of this service may use. */
    protected abstract MergeFields mergeFields();

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        violations.expect(html != null || text != null, "text", "or html must be given");
        check("subject", subject, violations);
        check("html", html, violations);
        check("text", text, violations);
    }

    private void check(String field, String body, Violations violations) {
        if (body != null) {
            NoticeTemplate.check(body, mergeFields()).forEach(problem -> violations.add(field, problem));
        }
    }
}
