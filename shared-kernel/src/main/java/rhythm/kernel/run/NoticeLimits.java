package rhythm.kernel.run;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import rhythm.kernel.run.Notices.Limit;
import rhythm.kernel.store.Tx;

/** Whom a notice is for, as conditions. */
final class NoticeLimits {
    private NoticeLimits() {}

    /** The selection, narrowed to those whom its notice is for. */
    static Selection narrow(Tx tx, String tenant, Notices notices, Selection selection) {
        List<Condition> limits = of(tx, tenant, notices, selection.notice());
        if (limits.isEmpty()) {
            return selection;
        }
        limits.addAll(0, selection.conditions());
        return selection.with(limits, null);
    }

    static List<Condition> of(Tx tx, String tenant, Notices notices, String id) {
        List<Condition> conditions = new ArrayList<>();
        if (id == null || notices.limits().isEmpty()) {
            return conditions;
        }
        for (Row notice :
                tx.run("select n.* from " + notices.table() + " n where n.tenant_id = $1 and n.id = $2", tenant, id)) {
            for (Limit limit : notices.limits()) {
                String[] wanted = notice.getArrayOfStrings(limit.column());
                if (wanted != null) {
                    conditions.add(limit.condition(wanted));
                }
            }
        }
        return conditions;
    }
}
