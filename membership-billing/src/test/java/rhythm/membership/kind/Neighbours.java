package rhythm.membership.kind;

/** A tenant that fills the tables, which are analysed then, and not again by themselves. */
final class Neighbours {
    private Neighbours() {}

    static void fill(Bench bench, int members) {
        bench.asOwner(
                "alter table memberships set (autovacuum_enabled = false)",
                "alter table billing_run_actions set (autovacuum_enabled = false)",
                """
                insert into memberships (tenant_id, id, name, status, origin, expiration_date, email_address, contact_id,
                  sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id)
                select 'big', 'm' || lpad(i::text, 7, '0'), 'Member ' || i, 'active', 'principal', date '2026-02-01' + i %% 300,
                  'm' || i || '@example.org', 'c' || i, 1, timestamptz '2026-03-01Z', 'ann', timestamptz '2026-03-01Z', 'ann'
                from generate_series(1, %d) i""".formatted(members),
                """
                insert into billing_runs (tenant_id, id, name, status, sys_version, sys_created_at, sys_created_by_id,
                  sys_last_modified_at, sys_last_modified_by_id)
                values ('big', 'b', 'b', 'completed', 1, timestamptz '2026-03-01Z', 'ann', timestamptz '2026-03-01Z', 'ann')""",
                """
                insert into billing_run_actions (tenant_id, id, name, date, billing_run_id, type, candidate_service, candidate_id,
                  status, sys_version, sys_created_at, sys_created_by_id, sys_last_modified_at, sys_last_modified_by_id)
                select m.tenant_id, 'b_dm_' || m.id, m.name, m.sys_created_at, 'b', 'drop membership', 'membership', m.id,
                  'completed', 1, m.sys_created_at, 'ann', m.sys_created_at, 'ann' from memberships m where m.tenant_id = 'big'""",
                "analyze");
    }
}
