package rhythm.kernel.worst;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import rhythm.kernel.engine.BusinessDays;
import rhythm.kernel.engine.Schedule;
import rhythm.kernel.json.JsonPatch;
import rhythm.kernel.json.Pointer;
import rhythm.kernel.notice.MergeFields;
import rhythm.kernel.notice.NoticeTemplate;
import rhythm.kernel.record.ComposedTexts;
import rhythm.kernel.record.Currency;
import rhythm.kernel.record.RecordMapper;
import rhythm.kernel.record.RefusedTexts;

/**
 * Every step from a text to a structure, on the worst that two megabytes can hold. It takes time that grows with the length and no
 * faster, a stack of 256 kB, and a bounded heap; whether it answers or refuses is for other tests.
 */
class WorstInputsTest {
    private static final int MOST = 2_000_000;
    /** Below that, in milliseconds, times are noise. */
    private static final long NOISE = 60;

    private static final Map<String, String> SEEDS = new TreeMap<>(Map.ofEntries(
            Map.entry("digits", "4"),
            Map.entry("groups of digits", "4242 "),
            Map.entry("accounts", "DE89 3704 "),
            Map.entry("ids", "01a1ee19-5a8e-"),
            Map.entry("steps", "/a"),
            Map.entry("escapes", "~0"),
            Map.entry("regions", "-ab"),
            Map.entry("list", "1,"),
            Map.entry("ranges", "1-2,"),
            Map.entry("blanks", " "),
            Map.entry("ats", "a@"),
            Map.entry("dots", "a."),
            Map.entry("braces", "{"),
            Map.entry("ifs", "{#if a}"),
            Map.entry("names", "{a.b}"),
            Map.entry("classes", "(class "),
            Map.entry("marks", "\u0315\u0300"),
            Map.entry("pairs", "\ud83d\udc69"),
            Map.entry("lines", "\r\n")));

    private static final Map<String, String> DOCUMENTS = new TreeMap<>(Map.of(
            "numbers", "1,",
            "texts", "\"a\",",
            "objects", "{},",
            "records", "{\"a\":1},",
            "patches", "{\"op\":\"add\",\"path\":\"/a/b\",\"value\":1},",
            "escaped", "\"\\u0041\\n\","));

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }

    private static final Map<String, Consumer<String>> STEPS = new TreeMap<>(Map.of(
            "schedule", Schedule::parse,
            "pointer", Pointer::parse,
            "calendar", BusinessDays::without,
            "date", RecordMapper::date,
            "moment", RecordMapper::moment,
            "card numbers", RefusedTexts::hold,
            "composed", value -> ComposedTexts.of(text(value)),
            "currency", Currency::of,
            "notice", value -> NoticeTemplate.check(value, MergeFields.of("a.b"))));

    private static final Map<String, Consumer<String>> OF_DOCUMENTS = new TreeMap<>(Map.of(
            "tree", value -> RecordMapper.request(bytes(value)),
            "patch", value -> JsonPatch.parse(RecordMapper.request(bytes(value))),
            "checked", value -> RefusedTexts.check(RecordMapper.request(bytes(value))),
            "composed tree", value -> ComposedTexts.of(RecordMapper.request(bytes(value)))));

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static String of(String seed, int length) {
        return seed.repeat(length / seed.length());
    }

    private static String list(String seed, int length) {
        return "[" + of(seed, length) + "1]";
    }

    @TestFactory
    Stream<DynamicTest> everyStepOnEveryText() {
        return STEPS.entrySet().stream().flatMap(step -> SEEDS.entrySet().stream()
                .map(seed -> DynamicTest.dynamicTest(
                        step.getKey() + " of " + seed.getKey(),
                        () -> growsWithTheLength(
                                step.getValue(), of(seed.getValue(), MOST / 4), of(seed.getValue(), MOST)))));
    }

    @TestFactory
    Stream<DynamicTest> everyStepOnEveryDocument() {
        return OF_DOCUMENTS.entrySet().stream().flatMap(step -> DOCUMENTS.entrySet().stream()
                .map(seed -> DynamicTest.dynamicTest(
                        step.getKey() + " of " + seed.getKey(),
                        () -> growsWithTheLength(
                                step.getValue(), list(seed.getValue(), MOST / 4), list(seed.getValue(), MOST)))));
    }

    private static void growsWithTheLength(Consumer<String> step, String quarter, String whole) {
        long before = Effort.milliseconds(step, quarter);
        long after = Effort.milliseconds(step, whole);
        assertTrue(
                after <= Math.max(NOISE, before) * 8,
                () -> "four times the length took " + after + " ms after " + before + " ms");
    }
}
