package rhythm.benchmarks;

import java.sql.SQLException;
import java.util.List;

/** (c) GET by id against the bare handlers, in alternating rounds on the same pool of the same process. */
final class ReadById {
    private static final int MEMBERS = 100_000;
    private static final int CALLERS = 32;
    private static final int WARM_UP = 40_000;
    private static final int ROUNDS = 9;

    private ReadById() {}

    static List<Figure> measure(Stage stage) throws SQLException {
        Members.make(stage, MEMBERS, "2027-01-01");
        stage.asOwner(
                "create table open_memberships (like memberships including all)",
                "insert into open_memberships select * from memberships",
                "grant select on open_memberships to membership_service",
                "analyze open_memberships");
        Load load = new Load(stage, CALLERS);
        Samples resource = new Samples();
        Samples bare = new Samples();
        Samples open = new Samples();
        load.warmUp(WARM_UP, read("/memberships/"));
        load.warmUp(WARM_UP, read("/bare/memberships/"));
        load.warmUp(WARM_UP, read("/bare/open/"));
        for (int round = 0; round < ROUNDS; round++) {
            resource.add(load.perSecond(2, read("/memberships/")));
            bare.add(load.perSecond(2, read("/bare/memberships/")));
            open.add(load.perSecond(2, read("/bare/open/")));
        }
        return List.of(
                Figure.of("c  GET by id", resource.median(), "/s"),
                Figure.of("c  bare handler, same statements, same pool, same token check", bare.median(), "/s"),
                Figure.of("c  bare handler, no row-level security, no transaction", open.median(), "/s"),
                Figure.atLeast("c  GET against the bare handler", resource.median() / bare.median(), 0.85, "times"),
                Figure.of("c  GET against no row-level security", resource.median() / open.median(), "times"));
    }

    private static Load.Request read(String path) {
        return (connection, random) ->
                connection.get(path + Stage.TENANT + "/" + Members.id(random.nextInt(MEMBERS) + 1));
    }
}
