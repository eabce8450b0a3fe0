package rhythm.membership.billingnotice;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import rhythm.kernel.contract.ServiceParts;
import rhythm.stack.EmbeddedParts;

@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "membership"))
class NoticePreviewTest {
    private static final String TENANT = "preview-tenant";

    @Test
    void a_preview_shows_the_mail_as_the_candidate_would_get_it() {
        String notice = create("billingNotices", """
                {"name": "Renewal", "subject": "Dear {contact.first_name}", "html": "<p>{membership.name}</p>",
                 "text": "Your membership ends on {membership.expiration_date}."}""");
        String member = create("memberships", """
                {"name": "Ann & Co", "contact_id": "c-1", "first_name": "Ann", "expiration_date": "2027-01-31"}""");
        call().body("{\"candidate_id\": \"" + member + "\"}")
                .post("/billingNotices/{tenant}/preview/{id}", TENANT, notice)
                .then()
                .statusCode(200)
                .body("subject", equalTo("Dear Ann"))
                .body("html", equalTo("<p>Ann &amp; Co</p>"))
                .body("text", equalTo("Your membership ends on 2027-01-31."));
    }

    @Test
    void a_preview_needs_a_candidate_that_exists() {
        String notice = create("billingNotices", """
                {"name": "Renewal", "subject": "Hello", "text": "Hello"}""");
        call().body("{\"candidate_id\": \"nobody\"}")
                .post("/billingNotices/{tenant}/preview/{id}", TENANT, notice)
                .then()
                .statusCode(409)
                .body("violations[0].field", equalTo("candidate_id"));
        call().body("{}")
                .post("/billingNotices/{tenant}/preview/{id}", TENANT, notice)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("candidate_id"));
    }

    private static String create(String resource, String body) {
        return call().body(body)
                .post("/{resource}/{tenant}", resource, TENANT)
                .then()
                .statusCode(200)
                .extract()
                .path("id");
    }

    private static RequestSpecification call() {
        return given().auth()
                .oauth2(EmbeddedParts.shared().issuer().token(TENANT))
                .contentType(ContentType.JSON);
    }
}
