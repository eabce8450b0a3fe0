package rhythm.kernel.run;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the {@link Notices#money amounts} among merge fields as people do where the tenant is; without a locale as numbers. */
final class Amounts {
    private final @Nullable Locale locale;

    Amounts(@Nullable Locale locale) {
        this.locale = locale;
    }

    /** The fields with their amounts as texts. */
    @SuppressWarnings("unchecked")
    Map<String, Object> said(Map<String, Object> fields) {
        return (Map<String, Object>) said((Object) fields);
    }

    private @Nullable Object said(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> said((Object) object.getMap());
            case JsonArray array -> said(array.getList());
            case Map<?, ?> money when money.get("money") instanceof String amount && money.size() == 1 -> said(amount);
            case Map<?, ?> sums
            when sums.get("sums") instanceof List<?> all && sums.size() == 1 ->
                all.stream()
                        .map(sum -> (Map<?, ?>) sum)
                        .map(sum -> sum.get("currency") + " " + said(sum.get("sum")))
                        .collect(Collectors.joining(", "));
            case Map<?, ?> object -> {
                Map<String, Object> said = new HashMap<>();
                object.forEach((name, inner) -> said.put((String) name, said(inner)));
                yield said;
            }
            case List<?> list -> list.stream().map(this::said).toList();
            case null -> null;
            default -> value;
        };
    }

    private String said(String amount) {
        if (locale == null) {
            return amount;
        }
        BigDecimal number = new BigDecimal(amount);
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(number.scale());
        format.setMaximumFractionDigits(number.scale());
        return format.format(number);
    }
}
