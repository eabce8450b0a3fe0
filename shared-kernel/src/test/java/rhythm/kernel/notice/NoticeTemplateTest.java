package rhythm.kernel.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTemplateTest {
    private static final MergeFields FIELDS = MergeFields.of(
                    "contact.first_name", "contact.last_name", "membership.expiration_date", "order.total")
            .withList("order.lines", "description", "amount");

    private static final Map<String, Object> ANN = Map.of(
            "contact", Map.of("first_name", "Ann <b>", "last_name", "O'Hara\r\nBcc: eve@example.org"),
            "membership", Map.of("expiration_date", "2026-03-31"),
            "order",
                    Map.of(
                            "total",
                            new BigDecimal("1E+2"),
                            "lines",
                            List.of(
                                    Map.of("description", "Dues & fees", "amount", new BigDecimal("75.00")),
                                    Map.of("description", "Journal", "amount", new BigDecimal("25.00")))));

    @Test
    void values_are_escaped_in_html_and_plain_in_text() {
        RenderedNotice notice = NoticeTemplate.of(
                        "Hi {contact.first_name}", "<p>{contact.first_name}</p>", "{contact.first_name}!", FIELDS)
                .render(ANN);
        assertEquals(new RenderedNotice("Hi Ann <b>", "<p>Ann &lt;b&gt;</p>", "Ann <b>!"), notice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHAIN", "CONDITIONS", "NESTED", "LONG", "OPEN"})
    void what_no_parser_comes_back_from_is_not_saved(String sort) {
        String body =
                switch (sort) {
                    case "CHAIN" -> "{order.total" + ".or(1)".repeat(20_000) + "}";
                    case "CONDITIONS" -> "{#if order.total}" + "{#else if order.total}x".repeat(9_000) + "{/if}";
                    case "NESTED" -> "{#if order.total}".repeat(4_000) + "{/if}".repeat(4_000);
                    case "LONG" -> "{#if " + "order.total && ".repeat(100) + "order.total}x{/if}";
                    default -> "{".repeat(100_000) + "a".repeat(100_000);
                };
        assertEquals(1, NoticeTemplate.check(body, FIELDS).size());
        assertThrows(IllegalArgumentException.class, () -> NoticeTemplate.of("x", null, body, FIELDS));
    }

    @Test
    void what_people_write_is_within_the_bounds() {
        String body = "{! " + "a remark ".repeat(100) + "!}{| {as it stands} |}"
                + "{#if order.total}{#if contact.first_name}{#for line in order.lines}{line.amount}{/for}{/if}{/if}"
                + "{order.total}".repeat(900);
        assertEquals(List.of(), NoticeTemplate.check(body, FIELDS));
    }

    @Test
    void a_mail_does_not_outgrow_a_megabyte() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            lines.add(Map.of("description", "Dues", "amount", BigDecimal.ONE));
        }
        Map<String, Object> data = Map.of("order", Map.of("lines", lines));
        NoticeTemplate wide =
                NoticeTemplate.of("x", null, "{#for line in order.lines}" + "dues ".repeat(1_000) + "{/for}", FIELDS);
        String refused = assertThrows(IllegalArgumentException.class, () -> wide.render(data))
                .getMessage();
        assertEquals("the mail would have more than 1000000 characters", refused);
        NoticeTemplate many = NoticeTemplate.of(
                "x", null, "{#for line in order.lines}" + "{line.amount}".repeat(900) + "{/for}", FIELDS);
        assertThrows(IllegalArgumentException.class, () -> many.render(data));
        assertTrue(wide.weight(data) >= 1_000_000);
        String row = "{#for line in order.lines}{line.description}{line.amount}{/for}" + "{order.total}".repeat(10);
        NoticeTemplate both = NoticeTemplate.of("{order.total}", row, row, FIELDS);
        assertEquals("Dues1".repeat(10_000), both.render(data).html());
        NoticeTemplate decent = NoticeTemplate.of("x", null, "{#for line in order.lines}{line.amount} {/for}", FIELDS);
        assertEquals("1 ".repeat(10_000), decent.render(data).text());
    }

    @Test
    void a_subject_stays_one_line() {
        assertEquals("for O'Hara Bcc: eve@example.org", subject("for {contact.last_name}", ANN));
    }

    @Test
    void conditions_and_lists_render() {
        String body = """
                {#if order.total > 50}Total {order.total}{#else}little{/if}
                {#for line in order.lines}{line_count}. {line.description} {line.amount}{#if line_hasNext}; {/if}{/for}
                {#each order.lines}{it.amount} {/each}{#if contact.first_name == 'Ann'}same{/if}""";
        assertEquals(List.of(), NoticeTemplate.check(body, FIELDS));
        assertEquals("Total 100 1. Dues & fees 75.00; 2. Journal 25.00 75.00 25.00", subject(body, ANN));
    }

    @Test
    void a_field_without_data_is_nothing_or_its_default() {
        Map<String, Object> empty = new HashMap<>();
        empty.put("contact", null);
        String body = "[{contact.first_name}|{contact.first_name or 'friend'}|{contact.first_name ?: contact.last_name}"
                + "|{#if contact.first_name}x{/if}|{#for line in order.lines}x{/for}]";
        assertEquals(List.of(), NoticeTemplate.check(body, FIELDS));
        assertEquals("[|friend|||]", subject(body, empty));
        assertEquals("[|friend|||]", subject(body, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{contact.firstname}",
                "{contact}",
                "{order.lines}",
                "{contact.first_name.length}",
                "{contact.first_name.toUpperCase}",
                "{contact.first_name.getClass()}",
                "{contact.getClass().getName()}",
                "{config:password}",
                "{inject:bean.secret}",
                "{data:contact}",
                "{this}",
                "{#if contact.nickname}x{/if}",
                "{#if contact.first_name == contact.nickname}x{/if}",
                "{#if contact.first_name}{#else if contact.nickname}x{/if}",
                "{#for i in 1000000000}x{/for}",
                "{#for i in contact.first_name}x{/for}",
                "{#for a in order.lines}{#for b in order.lines}x{/for}{/for}",
                "{#for line in order.lines}{line.nothing}{/for}",
                "{#for line in order.lines}{#else}{line.amount}{/for}",
                "{contact.first_name or contact.nickname}",
                "{@java.lang.String name}",
                "{#include other /}",
                "{#let x=1}{x}{/let}",
                "{#eval contact.first_name /}",
                "{#if contact.first_name}",
                "{/if}",
                "{#for line in order.lines}"
            })
    void what_staff_cannot_write_is_found_when_the_notice_is_saved(String body) {
        List<String> problems = NoticeTemplate.check("first line\n" + body, FIELDS);
        assertFalse(problems.isEmpty());
        assertTrue(problems.getFirst().startsWith("line 2: "), problems::toString);
        assertThrows(RuntimeException.class, () -> NoticeTemplate.of("s", null, body, FIELDS));
    }

    @Test
    void the_problem_names_the_field_and_every_one_is_listed() {
        assertEquals(
                List.of("line 1: there is no merge field contact.nick", "line 2: there is no merge field order.sum"),
                NoticeTemplate.check("{contact.nick}\n{order.sum}", FIELDS));
    }

    @Test
    void braces_that_hold_no_field_are_text() {
        assertEquals("a { color: red } b", subject("a { color: red } b", ANN));
        assertEquals("{literally}", subject("\\{literally}", ANN));
    }

    @Test
    void values_are_never_read_as_templates() {
        Map<String, Object> sly = Map.of("contact", Map.of("first_name", "{order.total}"));
        assertEquals("{order.total}", subject("{contact.first_name}", sly));
    }

    private static String subject(String body, Map<String, ?> data) {
        return NoticeTemplate.of(body, null, null, FIELDS).render(data).subject();
    }
}
