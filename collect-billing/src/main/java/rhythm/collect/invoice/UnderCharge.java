package rhythm.collect.invoice;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.store.Rows;

/** An invoice of which nobody knows yet whether its charge went through: what it asks for stays until that is known. */
public final class UnderCharge {
    private static final String CHARGED = """
            select a.invoice_id from payment_attempts a
            where a.tenant_id = ?1 and a.invoice_id = any(?2) and a.state in ('started', 'unknown')""";

    private UnderCharge() {}

    /** Refuses to change these fields of invoices, which are held still: no charge of them begins after this look. */
    public static Uni<Void> refuse(Rows rows, Map<String, Set<String>> invoices) {
        Set<String> all = invoices.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : rows.ids(CHARGED, all)
                        .invoke(charged -> invoices.forEach((field, ids) -> refuse(field, ids, charged)))
                        .replaceWithVoid();
    }

    private static void refuse(String field, Set<String> ids, List<String> charged) {
        charged.stream().filter(ids::contains).findFirst().ifPresent(invoice -> {
            throw Problem.CONFLICT.field(
                    field, "the invoice " + invoice + " is being charged; try again when that came to its end");
        });
    }
}
