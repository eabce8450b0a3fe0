package rhythm.endtoend.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import rhythm.kernel.notice.MailMessage;
import rhythm.stack.Mail;

/** A finished run against the mails that arrived: actions by the Message-ID each of them has. */
final class Reconciliation {
    /** Actions that are completed. */
    final Set<String> completed = new HashSet<>();
    /** Actions in error because nobody can tell whether their mail went out. */
    final Set<String> unknown = new HashSet<>();
    /** Actions that are anything else. */
    final Set<String> others = new HashSet<>();

    final List<String> mails;
    final Set<String> distinct;

    private Reconciliation(List<Mail> mails) {
        this.mails = mails.stream().map(Mail::messageId).toList();
        this.distinct = Set.copyOf(this.mails);
    }

    static Reconciliation of(Site site, NoticeRun run, int members) {
        Reconciliation result = new Reconciliation(site.sink.messages());
        try (Connection owner = site.connect()) {
            result.read(owner, run);
            requireCounters(owner, run);
            requireEffects(owner, result.completed.size(), members);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return result;
    }

    /** Mails that arrived more than once. */
    int duplicates() {
        return mails.size() - distinct.size();
    }

    /** Members who are neither done nor marked as doubtful, and those done whose mail never arrived. */
    long lost() {
        return others.size() + count(completed, id -> !distinct.contains(id));
    }

    /** Mails that no action accounts for. */
    long surplus() {
        return count(distinct, id -> !completed.contains(id) && !unknown.contains(id));
    }

    /** Doubtful ones whose mail did arrive. */
    long unknownThatArrived() {
        return count(unknown, distinct::contains);
    }

    /** The run's statistics say the same. */
    void requireStatistics(JsonNode run) {
        JsonNode all = run.path("statistics").path("all_actions");
        assertEquals(run.path("statistics").path("renewal_notices"), all);
        assertEquals(
                completed.size() + unknown.size() + others.size(),
                all.path("total").asInt(),
                all.toString());
        assertEquals(completed.size(), all.path("successful").asInt(), all.toString());
        assertEquals(unknown.size(), all.path("error").asInt(), all.toString());
    }

    private void read(Connection owner, NoticeRun run) throws SQLException {
        try (var select = owner.prepareStatement("""
                select id, status, mail_state, error_message from billing_run_actions
                where tenant_id = ? and billing_run_id = ?""")) {
            select.setString(1, Site.TENANT);
            select.setString(2, run.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pile(row).add(MailMessage.messageId(Site.TENANT, row.getString("id")));
                }
            }
        }
    }

    private Set<String> pile(ResultSet row) throws SQLException {
        boolean isDoubtful = "error".equals(row.getString("status"))
                && "unknown".equals(row.getString("mail_state"))
                && row.getString("error_message").startsWith("delivery unknown");
        boolean isDone = "completed".equals(row.getString("status")) && "sent".equals(row.getString("mail_state"));
        return isDone ? completed : isDoubtful ? unknown : others;
    }

    /** The kept counters equal what is counted. */
    private static void requireCounters(Connection owner, NoticeRun run) throws SQLException {
        try (var select = owner.prepareStatement("""
                select (select jsonb_object_agg(type || ', ' || status, n) from billing_run_counts
                  where tenant_id = ? and billing_run_id = ? and n <> 0),
                  (select jsonb_object_agg(place, n) from (select type || ', ' || status as place, count(*) as n
                    from billing_run_actions where tenant_id = ? and billing_run_id = ? group by 1) counted)""")) {
            select.setString(1, Site.TENANT);
            select.setString(2, run.id());
            select.setString(3, Site.TENANT);
            select.setString(4, run.id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                assertEquals(row.getString(2), row.getString(1));
            }
        }
    }

    /** Every completed action changed its member once, and no other action changed one. */
    private static void requireEffects(Connection owner, int completed, int members) throws SQLException {
        try (var select = owner.prepareStatement("""
                select count(*) filter (where sys_version = 2 and last_reminded_at is not null),
                  count(*) filter (where sys_version = 1 and last_reminded_at is null)
                from memberships where tenant_id = ?""")) {
            select.setString(1, Site.TENANT);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                assertEquals(completed, row.getInt(1), "members reminded once");
                assertEquals(members - completed, row.getInt(2), "members untouched");
            }
        }
    }

    private static long count(Set<String> ids, Predicate<String> which) {
        return ids.stream().filter(which).count();
    }
}
