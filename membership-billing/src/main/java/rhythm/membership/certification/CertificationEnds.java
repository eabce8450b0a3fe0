package rhythm.membership.certification;

import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.run.Watch;
import rhythm.kernel.store.TenantDatabase;
import rhythm.membership.certification.Certifications.Outcome;

/**
 * Carries over to certifications-billing whose certifications end with a dropped membership. What was noted in the drop's
 * transaction stays until the call got through, however long that takes; said twice, it takes effect once.
 */
@Singleton
public final class CertificationEnds implements Watch {
    public static final String NAME = "certification ends";

    /** Members told of in one call. */
    private static final int PAGE = 500;

    /** Whom a statement ended: the person if there is one, else the organization. */
    private static final String INSERT = """

            insert into certification_ends (tenant_id, membership_id, contact_id, organization_id, termination_date)
            select e.tenant_id, e.id, e.contact_id, case when e.contact_id is null then e.organization_id end,
              e.termination_date
            from ended e
            on conflict do nothing""";

    /** Notes those who were ended today with the memberships {@code :candidates} that theirs flow down from. */
    public static final String INHERITED = """
            with recursive ended as (
              select d.tenant_id, d.id, d.contact_id, d.organization_id, d.termination_date from memberships d
              where d.tenant_id = :tenant and d.parent_id = any(:candidates) and d.ended_with_parent
                and d.termination_date = :today
              union
              select d.tenant_id, d.id, d.contact_id, d.organization_id, d.termination_date
              from ended e join memberships d on d.tenant_id = :tenant and d.parent_id = e.id and d.ended_with_parent
                and d.termination_date = :today)""" + INSERT;

    private static final String DATES =
            "select distinct e.termination_date from certification_ends e where e.tenant_id = $1 order by 1";

    /** Who has an active membership, this one reinstated or another, keeps the certifications. */
    private static final String NEXT = """
            select e.membership_id, e.contact_id, e.organization_id, exists (
                select from memberships m where m.tenant_id = $1 and m.contact_id = e.contact_id and m.status = 'active')
              or exists (select from memberships m where m.tenant_id = $1 and m.organization_id = e.organization_id
                and m.contact_id is null and m.status = 'active') as is_member
            from certification_ends e
            where e.tenant_id = $1 and e.termination_date = $2 and e.membership_id > $3
            order by e.membership_id limit\s""" + PAGE;

    private static final String FORGET = """
            delete from certification_ends e
            where e.tenant_id = $1 and e.termination_date = $2 and e.membership_id = any($3)""";

    private record End(
            String membership,
            @Nullable String contact,
            @Nullable String organization,
            boolean isMember) {
        static End of(Row row) {
            return new End(row.getString(0), row.getString(1), row.getString(2), row.getBoolean(3));
        }
    }

    private final TenantDatabase database;
    private final Certifications certifications;

    public CertificationEnds(TenantDatabase database, Certifications certifications) {
        this.database = database;
        this.certifications = certifications;
    }

    /** The statement, which ends memberships {@code c}, noting them for the next look. */
    public static String noting(String ending) {
        return "with ended as (" + ending
                + " returning c.tenant_id, c.id, c.contact_id, c.organization_id, c.termination_date)" + INSERT;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void look(String tenant) {
        List<LocalDate> dates = new ArrayList<>();
        database.inTenant(tenant, tx -> tx.run(DATES, tenant)).forEach(row -> dates.add(row.getLocalDate(0)));
        boolean isAnswering = true;
        for (int i = 0; isAnswering && i < dates.size(); i++) {
            isAnswering = carryOver(tenant, dates.get(i));
        }
    }

    /** Page by page; a page that is refused stays and keeps back no other. Answers whether it is worth going on. */
    private boolean carryOver(String tenant, LocalDate date) {
        List<End> page = page(tenant, date, "");
        while (!page.isEmpty()) {
            if (settle(tenant, date, page) == Outcome.AWAY) {
                return false;
            }
            page = page.size() < PAGE
                    ? List.of()
                    : page(tenant, date, page.getLast().membership());
        }
        return true;
    }

    private List<End> page(String tenant, LocalDate date, String after) {
        List<End> page = new ArrayList<>();
        database.inTenant(tenant, tx -> tx.run(NEXT, tenant, date, after)).forEach(row -> page.add(End.of(row)));
        return page;
    }

    private Outcome settle(String tenant, LocalDate date, List<End> page) {
        forget(tenant, date, page.stream().filter(End::isMember));
        List<End> former = page.stream().filter(end -> !end.isMember()).toList();
        Outcome outcome = former.isEmpty()
                ? Outcome.ENDED
                : certifications.end(tenant, date, given(former, End::contact), given(former, End::organization));
        if (outcome == Outcome.ENDED) {
            forget(tenant, date, former.stream());
        }
        return outcome;
    }

    private static Set<String> given(List<End> ends, Function<End, @Nullable String> id) {
        return ends.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private void forget(String tenant, LocalDate date, Stream<End> ends) {
        String[] memberships = ends.map(End::membership).toArray(String[]::new);
        if (memberships.length > 0) {
            database.withTenant(tenant, tx -> tx.run(FORGET, tenant, date, memberships));
        }
    }
}
