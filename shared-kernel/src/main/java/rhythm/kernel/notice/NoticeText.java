package rhythm.kernel.notice;

import io.quarkus.qute.Expression;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes a merge field's value; inside html no value can become markup. */
record NoticeText(boolean html) implements ResultMapper {

    @Override
    public boolean appliesTo(@Nullable Origin origin, @Nullable Object result) {
        return true;
    }

    @Override
    public String map(@Nullable Object result, Expression expression) {
        String text =
                switch (result) {
                    case null -> "";
                    case BigDecimal number -> number.toPlainString();
                    default -> result.toString();
                };
        return html ? escaped(text) : text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
