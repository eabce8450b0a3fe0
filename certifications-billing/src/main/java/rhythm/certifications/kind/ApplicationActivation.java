package rhythm.certifications.kind;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import rhythm.kernel.record.Caller;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Condition;
import rhythm.kernel.run.Effect;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Kind;
import rhythm.kernel.run.Label;
import rhythm.kernel.run.Selection;

/** Makes approved applications count: a new certification, or a longer life for the one that is renewed. */
final class ApplicationActivation implements Kind {
    private static final Label LABEL =
            new Label("activate application", "aa", "activate_applications", "application_activation_options");

    /** The certification's id is made of the application's, so that there is never a second one. */
    private static final Change NEW_CERTIFICATION = new Change("""
            insert into certifications (tenant_id, id, sys_version, sys_created_at, sys_created_by_id,
              sys_last_modified_at, sys_last_modified_by_id, name, contact_id, first_name, last_name, organization_id,
              organization_name, email_address, program_id, training_provider_id, status, effective_date,
              expiration_date, term_anchor_day, application_id)
            select c.tenant_id, c.id || '_c', 1, :real_now::timestamptz, :engine::text, :real_now::timestamptz, :engine::text, c.name, c.contact_id,
              c.first_name, c.last_name, c.organization_id, c.organization_name, c.email_address, c.program_id,
              c.training_provider_id, 'active', :today::date,
              e.ends, anchor_of(e.ends), c.id
            from applications c left join programs p on p.tenant_id = c.tenant_id and p.id = c.program_id
            cross join lateral (select coalesce(c.certification_expiration_date,
              term_end(:today::date - 1, p.term, null, false)) as ends) e
            where c.tenant_id = :tenant and c.id = any(:candidates) and c.certification_id is null""", Map.of("engine", Caller.ENGINE));

    /**
     * Several applications for one certification count together, from the end of its term on, or from today if that has lapsed
     * (decision 33). One that names no program renews the certification's own; a program without a term is for life.
     */
    private static final Change EXTENSION = new Change("""
            update certifications x set status = 'active', termination_date = null, sys_version = x.sys_version + 1,
              sys_last_modified_at = :real_now, expiration_date = r.ends,
              term_anchor_day = case when r.ends is null then null when r.ends = r.next_ends then r.next_anchor
                when r.ends = x.expiration_date then x.term_anchor_day else anchor_of(r.ends) end
            from (select q.*, n.ends as next_ends, n.anchor_day as next_anchor, case
                when q.for_life or q.status = 'active' and q.expiration_date is null then null
                else greatest(q.expiration_date, q.until, n.ends) end as ends
              from (select c.certification_id, max(c.certification_expiration_date) as until,
                sum(p.term) filter (where c.certification_expiration_date is null)::int as months,
                bool_or(c.certification_expiration_date is null and p.id is not null and p.term is null) as for_life,
                min(y.status) as status, min(y.expiration_date) as expiration_date, min(y.term_anchor_day) as anchor
              from applications c
              left join certifications y on y.tenant_id = :tenant and y.id = c.certification_id
              left join programs p on p.tenant_id = :tenant and p.id = coalesce(c.program_id, y.program_id)
              where c.tenant_id = :tenant and c.id = any(:candidates)
              group by c.certification_id) q
              cross join term_law(:tenant) l
              left join lateral next_term(coalesce(q.expiration_date, :today::date - 1), q.anchor, q.months, false, :today::date,
                l.grace_days, l.rollover_month) n on q.months is not null) r
            where x.tenant_id = :tenant and x.id = r.certification_id""", Map.of());

    private static final Change ACTIVATED = new Change("""
            update applications c set status = 'activated', activation_date = :today,
              certification_id = coalesce(c.certification_id, c.id || '_c'), sys_version = c.sys_version + 1,
              sys_last_modified_at = :real_now
            where c.tenant_id = :tenant and c.id = any(:candidates)""", Map.of());

    /** Set back to approved without the certification it made, it would make that one again; it has to name it. */
    private static final Condition COUNTS_ONCE = new Condition(
            "has made no certification yet, or names the one to extend",
            """
            c.certification_id is not null or not exists (select 1 from certifications x
              where x.tenant_id = c.tenant_id and x.id = c.id || '_c')""",
            "c.id || '_c'",
            "none, or certification_id");

    private static final Condition LENGTH_KNOWN = new Condition(
            "says how much longer its certification counts",
            """
            c.certification_id is null or c.certification_expiration_date is not null or c.program_id is not null
              or exists (select 1 from certifications x where x.tenant_id = c.tenant_id and x.id = c.certification_id
                and (x.program_id is not null or x.expiration_date is null))""",
            "coalesce(c.program_id, c.certification_expiration_date::text)",
            "a program, or certification_expiration_date");

    private static final Change NOTED = new Change("""
            update billing_run_actions a set certification_id = c.certification_id
            from applications c
            where a.tenant_id = :tenant and a.billing_run_id = :run and a.candidate_id = any(:candidates)
              and a.type = :type and c.tenant_id = :tenant and c.id = a.candidate_id""", Map.of("type", LABEL.type()));

    @Override
    public Label label() {
        return LABEL;
    }

    @Override
    public Candidates candidates() {
        return Applications.CANDIDATES;
    }

    @Override
    public List<Selection> selections(JsonObject options, LocalDate asOf) {
        List<Condition> conditions = Applications.narrowing(options);
        conditions.addAll(0, List.of(Applications.APPROVED, COUNTS_ONCE, LENGTH_KNOWN));
        return List.of(new Selection("", options.getString("application_notice_id"), conditions));
    }

    @Override
    public List<Effect> effects(JsonObject options) {
        return Effect.changes(
                options.getString("application_notice_id"), EXTENSION, NEW_CERTIFICATION, ACTIVATED, NOTED);
    }
}
