package rhythm.kernel.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import rhythm.kernel.json.Pointer;
import rhythm.kernel.problem.Problem;

/** The strict reading of JSON: nothing is coerced, nothing unknown is swallowed, decimals keep their scale. */
public final class RecordMapper {
    /** Of a member of a JSON object. */
    private static final int LONGEST_NAME = 1_000;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Pointer.MOST_STEPS)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .withCoercionConfig(
                    LogicalType.Textual, strict -> strict.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Enum, strict -> strict.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(BigDecimal.class, new Decimal())
                    .addDeserializer(LocalDate.class, new Text<>(LocalDate.class, RecordMapper::date, "2027-01-31"))
                    .addDeserializer(
                            Instant.class, new Text<>(Instant.class, RecordMapper::moment, "2027-01-31T12:00:00Z")))
            .build();

    private RecordMapper() {}

    /** A field's type, the type variables of generic parents filled in. */
    static JavaType typeOf(Class<?> record, Field field) {
        TypeFactory types = MAPPER.getTypeFactory();
        JavaType declaring = types.constructType(record).findSuperType(field.getDeclaringClass());
        return types.resolveMemberType(field.getGenericType(), declaring.getBindings());
    }

    /** A date as clients write it; a DateTimeException when it is none that can be kept. */
    public static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        requireYear(date.getYear());
        return date;
    }

    /** A moment as clients write it, in whole microseconds; a DateTimeException when it is none that can be kept. */
    public static Instant moment(String text) {
        OffsetDateTime moment = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
        requireYear(moment.getYear());
        return moment.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Years that Postgres writes as it reads them: not before Christ, and of four digits. */
    private static void requireYear(int year) {
        if (year < 1 || year > 9999) {
            throw new DateTimeException("the year is out of bounds");
        }
    }

    /** Reads a request body as a tree and refuses what no body may hold; accented letters are one character where there is one. */
    public static JsonNode request(byte[] body) {
        JsonNode tree = tree(body);
        RefusedTexts.check(tree);
        return ComposedTexts.of(tree);
    }

    /** Reads JSON as a tree; malformed JSON is a 400 that says where. */
    public static JsonNode tree(byte[] body) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                throw Problem.INVALID.because("the body is empty; JSON is expected");
            }
            return tree;
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            String where = at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
            String what = firstLine(malformed.getOriginalMessage());
            throw Problem.INVALID.because("malformed JSON" + where + (RefusedTexts.hold(what) ? "" : ": " + what));
        } catch (IOException unreadable) {
            throw Problem.INVALID.because("the body cannot be read");
        }
    }

    /** A value as JSON text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String firstLine(String message) {
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\(class [^)]*\\)|`?(java|rhythm|com)\\.[\\w.$<>]*`?", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** A number that Postgres keeps and one can reckon with; a few bytes may spell one of any length. */
    private static final class Decimal extends NumberDeserializers.BigDecimalDeserializer {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 20;

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return context.reportInputMismatch(BigDecimal.class, "must be a number");
            }
            BigDecimal number = super.deserialize(parser, context);
            if ((long) number.precision() - number.scale() > MOST || number.scale() > MOST) {
                String limit = "must have at most %d digits before and after the decimal point";
                return (BigDecimal) context.handleWeirdNumberValue(BigDecimal.class, number, limit, MOST);
            }
            return number;
        }
    }

    /** A value written as text and nothing else. */
    private static final class Text<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;
        private final transient Function<String, T> parse;
        private final String example;

        Text(Class<T> type, Function<String, T> parse, String example) {
            super(type);
            this.parse = parse;
            this.example = example;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getText();
            try {
                if (parser.currentToken().isScalarValue()) {
                    return parse.apply(text);
                }
            } catch (DateTimeException notADate) {
                // said below
            }
            return (T) context.handleWeirdStringValue(handledType(), text, "must be written like %s", example);
        }
    }
}
