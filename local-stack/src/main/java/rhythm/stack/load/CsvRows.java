package rhythm.stack.load;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.stream.Stream;

/** Walks the rows of a file of separated cells with a header, telling for each the line it ends on. */
final class CsvRows {
    /** Takes one row. */
    interface Taker {
        void take(long line, List<String> header, List<String> cells);
    }

    private CsvRows() {}

    static void read(CsvText file, Taker taker) throws IOException {
        try (Reader text = file.open();
                MappingIterator<String[]> rows = new CsvMapper()
                        .enable(CsvParser.Feature.WRAP_AS_ARRAY)
                        .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                        .readerFor(String[].class)
                        .with(CsvSchema.emptySchema().withColumnSeparator(file.separator()))
                        .readValues(text)) {
            if (!rows.hasNextValue()) {
                throw new IllegalArgumentException(file.file() + " is empty");
            }
            List<String> header = Stream.of(rows.nextValue()).map(String::strip).toList();
            long line = 1;
            while (rows.hasNextValue()) {
                List<String> cells = List.of(rows.nextValue());
                line += 1 + cells.stream().mapToLong(CsvRows::breaks).sum();
                taker.take(line, header, cells);
            }
        }
    }

    private static long breaks(String cell) {
        return cell.chars().filter(letter -> letter == '\n').count();
    }
}
