package rhythm.stack.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The text of a file as spreadsheets write it: in UTF-8, with a mark at its beginning or not, or else in Windows-1252, which is
 * Latin-1 and a little more; its cells set apart by commas, semicolons or tabs, whichever the header has most of.
 */
record CsvText(Path file, Charset charset, char separator, long lines) {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final char MARK = '\uFEFF';

    static CsvText of(Path file) {
        Charset charset = isUtf8(file) ? StandardCharsets.UTF_8 : WINDOWS;
        try (Stream<String> lines = new BufferedReader(open(file, charset)).lines()) {
            String header = Files.size(file) == 0 ? "" : firstLine(file, charset);
            return new CsvText(file, charset, separator(header), lines.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it was read otherwise than programs write files today. */
    boolean isGuessed() {
        return !charset.equals(StandardCharsets.UTF_8);
    }

    /** From the first letter on, without the mark. */
    Reader open() {
        try {
            Reader text = new BufferedReader(open(file, charset));
            text.mark(1);
            if (text.read() != MARK) {
                text.reset();
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(Path file, Charset charset) {
        try {
            return new InputStreamReader(Files.newInputStream(file), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Path file, Charset charset) throws IOException {
        try (BufferedReader text = new BufferedReader(open(file, charset))) {
            return String.valueOf(text.readLine());
        }
    }

    private static boolean isUtf8(Path file) {
        var strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (InputStream bytes = Files.newInputStream(file);
                Reader text = new InputStreamReader(bytes, strict)) {
            char[] buffer = new char[8192];
            while (text.read(buffer) >= 0) {
                // read to the end, or to what is no UTF-8
            }
            return true;
        } catch (CharacterCodingException otherwise) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static char separator(String header) {
        char most = ',';
        for (char candidate : new char[] {';', '\t'}) {
            most = count(header, candidate) > count(header, most) ? candidate : most;
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
