package rhythm.certifications.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static rhythm.certifications.kind.Bench.TENANT;
import static rhythm.certifications.kind.Bench.atOnce;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rhythm.certifications.kind.RestrictionCell.Kind;
import rhythm.certifications.kind.RestrictionCell.Narrowing;
import rhythm.kernel.bench.MovableClock;
import rhythm.kernel.bench.Postbox;

/** Every combination of restrictions, asked of one candidate for every combination of values, for every kind. */
class RestrictionMatrixTest {
    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench(
                "matrix_" + UUID.randomUUID().toString().substring(0, 8),
                new MovableClock("2026-03-01T10:00:00Z"),
                new Postbox());
        bench.notices();
        RestrictionCell.statements().forEach(sql -> bench.sql(sql, TENANT));
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    static Stream<Narrowing> narrowings() {
        return Narrowing.all();
    }

    @ParameterizedTest
    @MethodSource("narrowings")
    void selects_exactly_the_cells_that_meet_every_restriction(Narrowing narrowing) {
        String run = "run-" + narrowing;
        bench.insert("billing_runs", narrowing.run(run, kind -> !kind.billed()));
        bench.refresh(run);
        for (Kind kind : Kind.values()) {
            if (!kind.billed()) {
                Set<String> expected = new TreeSet<>(kind.cells()
                        .filter(cell -> narrowing.refusals(kind, cell).isEmpty())
                        .toList());
                assertEquals(expected, selected(run, kind), kind.type());
            }
        }
    }

    private static Set<String> selected(String run, Kind kind) {
        return bench.database.inTenant(TENANT, tx -> {
            Set<String> ids = new TreeSet<>();
            tx.run("""
                    select candidate_id from billing_run_actions
                    where tenant_id = $1 and billing_run_id = $2 and type = $3 and status = 'pending'""", TENANT, run, kind.type()).forEach(row -> ids.add(row.getString(0)));
            return ids;
        });
    }

    @ParameterizedTest
    @MethodSource("narrowings")
    void explains_each_refusal_by_the_conditions_that_failed(Narrowing narrowing) {
        String run = "draft-" + narrowing;
        bench.insert("billing_runs", narrowing.run(run, kind -> true));
        List<String> cells =
                Stream.of(Kind.values()).flatMap(Kind::cells).distinct().toList();
        atOnce(Stream.of(0, 1, 2, 3)
                .map(part -> (Runnable) () -> {
                    for (int i = part; i < cells.size(); i += 4) {
                        explain(narrowing, run, cells.get(i));
                    }
                })
                .toArray(Runnable[]::new));
    }

    private static void explain(Narrowing narrowing, String run, String cell) {
        JsonObject answer = new JsonObject(bench.runs.explain(TENANT, run, cell));
        for (Object asked : answer.getJsonArray("kinds")) {
            JsonObject said = (JsonObject) asked;
            Kind kind = Kind.of(said.getString("type"));
            if (kind.has(cell)) {
                Set<String> failing = new TreeSet<>();
                said.getJsonArray("failing_conditions")
                        .forEach(failed -> failing.add(((JsonObject) failed).getString("condition")));
                Set<String> expected = new TreeSet<>(narrowing.refusals(kind, cell));
                assertEquals(expected, failing, () -> kind.type() + " of " + cell);
                assertEquals(expected.isEmpty(), said.getBoolean("selected"));
            }
        }
    }
}
