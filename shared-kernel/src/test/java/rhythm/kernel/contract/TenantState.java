package rhythm.kernel.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** How a tenant's records stand, in one line: how many of each sort there are, and how often they were written. */
final class TenantState {
    /** The engine writes these by itself. */
    static final Set<String> ENGINES = Set.of("billing_runs", "billing_run_actions", "recurring_billing_runs");

    private final String query;

    TenantState(Set<String> except) {
        query = "select concat_ws(', ', "
                + ServiceDatabase.one("""
                        select string_agg(format(
                          '(select %%L || count(*) || '' '' || coalesce(sum(sys_version), 0) from %%I where tenant_id = t.name)',
                          table_name || ' ', table_name), ', ' order by table_name)
                        from information_schema.columns where table_schema = 'public' and column_name = 'sys_version'
                          and table_name not like '%%\\_record' and table_name <> 'sys_record'
                          and table_name <> all(string_to_array('%s', ','))""".formatted(String.join(",", except)))
                + ") from (select cast(? as text) as name) t";
    }

    /** Gives every record of the tenant's this name. */
    static void nameAll(Tenant tenant, String name) {
        try (Connection owner = ServiceDatabase.owner();
                Statement running = owner.createStatement()) {
            running.execute("""
                    do $$ declare t text; begin
                      for t in select c.table_name from information_schema.columns c
                        join information_schema.columns o on o.table_name = c.table_name and o.column_name = 'sys_version'
                        where c.table_schema = 'public' and c.column_name = 'name' and c.table_name not like '%%\\_record'
                      loop execute format('update %%I set name = ''%1$s'' where tenant_id = ''%2$s''', t); end loop;
                    end $$""".formatted(name, tenant.name));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String of(Tenant tenant) {
        return ServiceDatabase.one(query, tenant.name);
    }
}
