package rhythm.kernel.engine;

import com.cronutils.model.SingleCron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.expression.QuestionMark;
import com.cronutils.model.field.value.SpecialChar;
import com.cronutils.parser.CronParser;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** The five fields of a cron expression, parsed and checked. */
record CronFields(Map<CronFieldName, List<FieldExpression>> fields) {
    private static final CronDefinition FIVE_FIELDS = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withValidRange(0, 59)
            .withStrictRange()
            .and()
            .withHours()
            .withValidRange(0, 23)
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .withStrictRange()
            .and()
            .withMonth()
            .withValidRange(1, 12)
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .withStrictRange()
            .and()
            .instance();

    static CronFields parse(String expression) {
        // The parser takes a Sunday that begins a range for day 7, and SUN-TUE for a range that runs backwards.
        var text = expression.replace("SUN-", "0-");
        if (text.contains("|") || text.startsWith("@")) {
            throw refused(expression, "it must be five fields: minute, hour, day, month, day of week");
        }
        try {
            var cron = (SingleCron) new CronParser(FIVE_FIELDS).parse(text);
            var fields = Map.of(
                    CronFieldName.MINUTE, parts(cron, CronFieldName.MINUTE),
                    CronFieldName.HOUR, parts(cron, CronFieldName.HOUR),
                    CronFieldName.DAY_OF_MONTH, parts(cron, CronFieldName.DAY_OF_MONTH),
                    CronFieldName.MONTH, parts(cron, CronFieldName.MONTH),
                    CronFieldName.DAY_OF_WEEK, parts(cron, CronFieldName.DAY_OF_WEEK));
            return new CronFields(fields).checked();
        } catch (RuntimeException e) {
            // Whatever the parser trips over is the expression's fault, and the reader's to know.
            var reason = String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", "");
            throw refused(expression, reason);
        }
    }

    private static IllegalArgumentException refused(String expression, String reason) {
        return new IllegalArgumentException("'" + expression + "' is not a schedule: " + reason);
    }

    private static List<FieldExpression> parts(SingleCron cron, CronFieldName name) {
        var expression = cron.retrieve(name).getExpression();
        return expression instanceof And list ? List.copyOf(list.getExpressions()) : List.of(expression);
    }

    // What the parser lets pass although it means nothing.
    private CronFields checked() {
        for (var name : CronFieldName.values()) {
            for (var part : fields.getOrDefault(name, List.of())) {
                if (part instanceof QuestionMark && parts(name).size() > 1) {
                    throw new IllegalArgumentException("'?' stands alone");
                }
                if (part instanceof On on) {
                    check(name, on);
                }
            }
        }
        return this;
    }

    private static void check(CronFieldName name, On on) {
        int value = on.getTime().getValue();
        switch (on.getSpecialChar().getValue()) {
            case L -> {
                if (name == CronFieldName.DAY_OF_WEEK && value < 0) {
                    throw new IllegalArgumentException("'L' as a day of week needs the day, as in 5L");
                }
                if (name == CronFieldName.DAY_OF_MONTH && value > 0) {
                    throw new IllegalArgumentException("'L' as a day of month takes no day before it");
                }
            }
            case HASH -> {
                int nth = on.getNth().getValue();
                if (nth < 1 || nth > 5) {
                    throw new IllegalArgumentException("'#' counts from 1 to 5");
                }
            }
            default -> {}
        }
    }

    List<FieldExpression> parts(CronFieldName name) {
        return fields.getOrDefault(name, List.of());
    }

    /** As in every cron, a field that starts with a star restricts nothing by itself. */
    boolean startsWithStar(CronFieldName name) {
        return isEverything(parts(name).getFirst())
                || (parts(name).getFirst() instanceof Every every && isEverything(every.getExpression()));
    }

    static boolean isEverything(FieldExpression part) {
        return part instanceof Always || part instanceof QuestionMark;
    }

    /** The plain values of a field; days at the end of the month and the like are not among them. */
    BitSet values(CronFieldName name) {
        var bits = new BitSet();
        parts(name).forEach(part -> add(bits, name, part, 1));
        return bits;
    }

    private static void add(BitSet bits, CronFieldName name, FieldExpression part, int step) {
        switch (part) {
            case Every every ->
                add(bits, name, every.getExpression(), every.getPeriod().getValue());
            case Between range -> range(bits, name, number(range.getFrom()), number(range.getTo()), step);
            case On on
            when on.getSpecialChar().getValue() == SpecialChar.NONE -> {
                int from = on.getTime().getValue();
                range(bits, name, from, step == 1 ? from : last(name), step);
            }
            case On special -> {}
            default -> range(bits, name, first(name), last(name), step);
        }
    }

    private static int number(com.cronutils.model.field.value.FieldValue<?> value) {
        return Integer.parseInt(String.valueOf(value.getValue()));
    }

    private static void range(BitSet bits, CronFieldName name, int from, int to, int step) {
        for (int value = from; value <= to; value += step) {
            bits.set(name == CronFieldName.DAY_OF_WEEK ? value % 7 : value);
        }
    }

    private static int first(CronFieldName name) {
        return name == CronFieldName.DAY_OF_MONTH || name == CronFieldName.MONTH ? 1 : 0;
    }

    private static int last(CronFieldName name) {
        return switch (name) {
            case MINUTE -> 59;
            case HOUR -> 23;
            case DAY_OF_MONTH -> 31;
            case MONTH -> 12;
            default -> 6;
        };
    }
}
