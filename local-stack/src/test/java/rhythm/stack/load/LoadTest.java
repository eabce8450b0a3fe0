package rhythm.stack.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rhythm.stack.ServiceClient;

@NullUnmarked
class LoadTest {
    private final FakeService service = new FakeService();

    @TempDir
    Path directory;

    LoadTest() throws IOException {}

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aSecondRunOfTheSameFileCreatesNothing() throws IOException {
        StringBuilder rows = new StringBuilder("name,organization_id,sys_external_id\n");
        for (int i = 0; i < 250; i++) {
            rows.append("Member %d,o%d,x%d\n".formatted(i, i, i));
        }
        Load first = load(rows.toString());
        assertEquals(250, first.created());
        Load second = load(rows.toString());
        assertEquals(0, second.created());
        assertEquals(250, second.present());
        assertEquals(250, service.stored.size());
    }

    @Test
    void badRowsAreNamedByLineAndStopNobodyElse() throws IOException {
        Load load = load("name,organization_id,renew_automatically\n"
                + "Ann,o1,true\n"
                + "Bob,o2\n"
                + "Cy,o3,perhaps\n"
                + "\"D\nD\",o4,false\n"
                + ",o5,false\n"
                + "Ann,o1,true\n");
        assertEquals(2, load.created());
        assertEquals(
                List.of(3L, 4L, 7L, 8L),
                load.bad().stream().map(Load.BadRow::line).sorted().toList());
        assertTrue(load.bad().getFirst().reason().contains("cells"));
    }

    @Test
    void rowsCarryWhereTheyCameFrom() throws IOException {
        load("name,organization_id,sys_external_id\nAnn,o1,x1\n");
        var stored = service.stored.get("x1");
        assertEquals(1, stored.path("sys_bulk_load_record_no").asInt());
        assertEquals("members.csv", stored.path("sys_bulk_load_source_file").asText());
        assertTrue(stored.hasNonNull("sys_bulk_load_at") && stored.hasNonNull("sys_bulk_load_id"));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, '', ','", "UTF-8, '\uFEFF', ';'", "windows-1252, '', ';'", "UTF-8, '', '\t'"})
    void filesAreReadAsSpreadsheetsWriteThem(String charset, String mark, char separator) throws IOException {
        String rows = " name ,organization_id, sys_external_id\r\nJörg,o1,x1\r\n".replace(',', separator);
        Load load = load(Columns.MEMBERSHIPS, (mark + rows).getBytes(Charset.forName(charset)));
        assertEquals(1, load.created(), () -> load.bad().toString());
        assertEquals("Jörg", service.stored.get("x1").path("name").asText());
    }

    @Test
    void anUnknownColumnStopsBeforeAnythingIsLoaded() {
        assertThrows(IllegalArgumentException.class, () -> load("name,colour\nAnn,red\n"));
        assertEquals(0, service.stored.size());
    }

    @Test
    void certificationsCallTheirProgramByNameAndANewNameMakesIt() throws IOException {
        service.programs.add("Welding, advanced");
        Load load = load(Columns.CERTIFICATIONS, """
                name,contact_id,program,sys_external_id
                Welder,c1,Welding,x1
                Welder,c2,Welding,x2
                Welder,c3,"Welding, advanced",x3
                """);
        assertEquals(3, load.created());
        assertEquals(1, load.named());
        assertEquals(
                List.of("id of Welding", "id of Welding", "id of Welding, advanced"),
                service.stored.values().stream()
                        .map(record -> record.path("program_id").asText())
                        .toList());
    }

    private Load load(String csv) throws IOException {
        return load(Columns.MEMBERSHIPS, csv);
    }

    private Load load(Columns columns, String csv) throws IOException {
        return load(columns, csv.getBytes(StandardCharsets.UTF_8));
    }

    private Load load(Columns columns, byte[] csv) throws IOException {
        Path file = Files.write(directory.resolve("members.csv"), csv);
        Load load = new Load(new ServiceClient(service.url(), "acme", "token"), columns, "members.csv");
        CsvRows.read(CsvText.of(file), load::add);
        load.flush();
        return load;
    }
}
