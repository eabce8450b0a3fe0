package rhythm.kernel.notice;

import io.quarkus.qute.Expression;
import io.quarkus.qute.Expression.Part;
import io.quarkus.qute.ParameterDeclaration;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks a parsed notice and collects every name that is not a merge field, and every loop that is not over a list. */
final class NoticeCheck {
    private static final Set<String> LOOP_NAMES =
            Set.of("count", "index", "hasNext", "isFirst", "isLast", "isOdd", "isEven");

    private final MergeFields fields;
    private final List<String> problems = new ArrayList<>();

    private NoticeCheck(MergeFields fields) {
        this.fields = fields;
    }

    static List<String> problems(Template template, MergeFields fields) {
        NoticeCheck check = new NoticeCheck(fields);
        for (ParameterDeclaration declared : template.getParameterDeclarations()) {
            check.report(declared.getOrigin(), "declarations {@…} are not possible in a notice");
        }
        check.nodes(template.getNodes(), null);
        return check.problems;
    }

    /** The row a loop stands on: what it is called and which fields it has. */
    private record Row(String alias, Set<String> fields) {}

    private void nodes(List<TemplateNode> nodes, @Nullable Row row) {
        for (TemplateNode node : nodes) {
            if (node.isSection()) {
                section(node.asSection(), row);
            } else {
                node.getExpressions().forEach(expression -> value(expression, row, false));
            }
        }
    }

    private void section(SectionNode section, @Nullable Row row) {
        for (SectionBlock block : section.getBlocks()) {
            Expression list = block.expressions.get("iterable");
            if (list == null) {
                block.expressions.values().forEach(expression -> value(expression, row, true));
                nodes(block.nodes, row);
            } else {
                nodes(block.nodes, loop(list, block, row));
            }
        }
    }

    private @Nullable Row loop(Expression list, SectionBlock block, @Nullable Row outer) {
        String name = list.toOriginalString();
        Set<String> rowFields = fields.lists().get(name);
        if (rowFields == null) {
            report(list.getOrigin(), "there is no list " + name);
        }
        if (outer != null) {
            report(list.getOrigin(), "a list inside a list is not possible");
        }
        String alias = block.parameters.getOrDefault("alias", "");
        return new Row(alias.matches("\\w+") ? alias : "it", rowFields == null ? Set.of() : rowFields);
    }

    private void value(Expression expression, @Nullable Row row, boolean asCondition) {
        if (expression.isLiteral()) {
            return;
        }
        List<String> names = new ArrayList<>();
        boolean known = !expression.hasNamespace();
        for (Part part : expression.getParts()) {
            if (!part.isVirtualMethod()) {
                names.add(part.getName());
                continue;
            }
            List<Expression> parameters = part.asVirtualMethod().getParameters();
            known &= MapValues.DEFAULTS.contains(part.getName()) && parameters.size() == 1;
            parameters.forEach(parameter -> value(parameter, row, asCondition));
        }
        if (!known || !isField(String.join(".", names), row, asCondition)) {
            report(expression.getOrigin(), "there is no merge field " + expression.toOriginalString());
        }
    }

    private boolean isField(String name, @Nullable Row row, boolean asCondition) {
        if (row != null && name.startsWith(row.alias() + ".")) {
            return row.fields().contains(name.substring(row.alias().length() + 1));
        }
        if (row != null && name.startsWith(row.alias() + "_")) {
            return LOOP_NAMES.contains(name.substring(row.alias().length() + 1));
        }
        return fields.values().contains(name) || asCondition && fields.lists().containsKey(name);
    }

    private void report(TemplateNode.Origin origin, String message) {
        problems.add("line " + origin.getLine() + ": " + message);
    }
}
