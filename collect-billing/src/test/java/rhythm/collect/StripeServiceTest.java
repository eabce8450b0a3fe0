package rhythm.collect;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static rhythm.collect.StripeParts.SECRET;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rhythm.collect.money.OpenCharges;
import rhythm.kernel.contract.Answer;
import rhythm.kernel.contract.ServiceParts;
import rhythm.kernel.tenant.NeededRoles;

/** Cards, charges, refunds and events of a tenant, over HTTP, with its own account at a Stripe. */
@QuarkusTest
@WithTestResource(value = ServiceParts.class, initArgs = @ResourceArg(name = "service", value = "collect"))
@WithTestResource(StripeParts.class)
class StripeServiceTest extends MoneyRecords {
    private static final String CARD = "pm_card_visa";

    private final String account = "acct_" + acme.name.replace("-", "");

    @Inject
    OpenCharges watch;

    @BeforeEach
    void account() {
        charging(account).is(200);
    }

    private Answer charging(String name) {
        return acme.api.post(
                SETTINGS, "", "{\"gateway\": {\"kind\": \"stripe\", \"account\": \"%s\"}}".formatted(name));
    }

    private Answer setup() {
        return acme.api.call(
                "POST",
                METHODS,
                "/setup",
                "{\"contact_id\": \"ann\", \"first_name\": \"Ann\", \"type\": \"credit card\"}");
    }

    /** A card that its holder has typed in. */
    private String card() {
        JsonNode begun = setup().is(200).json();
        StripeParts.stripe.finishSetup(account, begun.at("/setup/id").asText(), CARD);
        tell();
        return begun.path("id").asText();
    }

    /** Everything that the gateway has told so far, whether it did so before or not. */
    private void tell() {
        StripeParts.stripe.told(account).forEach(event -> assertEquals(200, send(event.toString(), SECRET)));
        watch.look(acme.name);
    }

    private int send(String body, String secret) {
        return given().header("Stripe-Signature", StripeParts.stripe.signature(body, secret))
                .contentType("application/json")
                .body(body)
                .post("/gatewayEvents/" + acme.name + "/stripe")
                .statusCode();
    }

    private Answer charge(String card) {
        return acme.api.post(ORDERS, "", "{" + ANN + ", " + EIGHTY + """
                , "charge": true, "stored_payment_method_id": "%s", "idempotency_key": "%s"}""".formatted(card, UUID.randomUUID()));
    }

    private String payment(Answer order) {
        return acme.api
                .post(PAYMENTS, "/search", "{\"order_id\": [\"%s\"]}".formatted(order.id()))
                .is(200)
                .json()
                .at("/Items/0/id")
                .asText();
    }

    private Answer refund(String payment, String body, String key) {
        return acme.api.call("POST", PAYMENTS, "/refund/" + payment, body, "Idempotency-Key", key);
    }

    @Test
    void aCardIsTypedInAtTheGatewayAndChargedFromThenOn() {
        JsonNode begun = setup().is(200).json();
        String id = begun.path("id").asText();
        assertTrue(begun.at("/setup/client_secret").asText().endsWith("_secret"), begun::toString);
        assertFalse(begun.path("is_active").asBoolean());
        assertEquals(409, charge(id).status(), "nobody has typed it in");
        StripeParts.stripe.finishSetup(account, begun.at("/setup/id").asText(), CARD);
        tell();
        JsonNode card = acme.api.get(METHODS, "/" + id).is(200).json();
        assertEquals(
                "true visa 4242 2031-07",
                card.path("is_active").asText() + " " + card.path("brand").asText() + " "
                        + card.path("last_four").asText() + " "
                        + card.path("expiration").asText());
        assertEquals("paid", charge(id).is(200).json().path("status").asText());
        StripeParts.stripe.renewCard(account, CARD, 2034, 1);
        tell();
        assertEquals(
                "2034-01",
                acme.api.get(METHODS, "/" + id).json().path("expiration").asText());
    }

    @Test
    void whatStripeLetsBeUsedOnceOnlyIsNotStored() {
        Answer answer = acme.api.post(METHODS, "", """
                {"contact_id": "ann", "type": "electronic check", "token": "pm_card_visa"}""");
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("\"field\":\"token\""), answer::body);
        assertEquals(
                400,
                acme.api
                        .call("POST", METHODS, "/setup", "{\"token\": \"cus_1/pm_1\"}")
                        .status());
    }

    @Test
    void anEventIsTakenFromTheGatewayOnlyAndForItsOwnAccountOnly() {
        String body =
                "{\"id\": \"evt_1\", \"object\": \"event\", \"type\": \"x\", \"account\": \"%s\"}".formatted(account);
        assertEquals(200, send(body, SECRET));
        assertEquals(200, send(body, SECRET), "repeated");
        assertEquals(400, send(body, "whsec_wrong"));
        assertEquals(400, send(body.replace(account, "acct_other"), SECRET));
        assertEquals(400, send("no event", SECRET));
        String path = "/gatewayEvents/" + acme.name + "/";
        assertEquals(
                400,
                given().contentType("application/json")
                        .body(body)
                        .post(path + "stripe")
                        .statusCode());
        assertEquals(
                404,
                given().contentType("application/json")
                        .body(body)
                        .post(path + "paypal")
                        .statusCode());
        assertEquals(List.of("POST /gatewayEvents/{tenantId}/{gateway}"), NeededRoles.signed());
    }

    @Test
    void anAccountBelongsToOneTenant() {
        assertEquals(
                409,
                new Stranger()
                        .tenant
                        .api
                        .post(
                                SETTINGS,
                                "",
                                "{\"gateway\": {\"kind\": \"stripe\", \"account\": \"%s\"}}".formatted(account))
                        .status());
        assertEquals(400, charging("not an account!").status());
    }

    private static final class Stranger extends MoneyRecords {
        private final rhythm.kernel.contract.Tenant tenant = acme;
    }

    @Test
    void moneyGoesBackOncePerKeyAndTheInvoiceIsOpenOverIt() {
        Answer order = charge(card()).is(200);
        String payment = payment(order);
        assertEquals(
                400,
                acme.api
                        .call("POST", PAYMENTS, "/refund/" + payment, "{\"reason\": \"r\"}")
                        .status());
        for (String wrong : List.of(
                "{}",
                "{\"reason\": \"\"}",
                "{\"reason\": \"r\", \"amount\": 0}",
                "{\"reason\": \"r\", \"amount\": 80.01}",
                "{\"reason\": \"r\", \"amount\": 1.001}",
                "{\"reason\": 1}",
                "{\"reason\": \"r\", \"more\": 1}")) {
            assertEquals(
                    400, refund(payment, wrong, UUID.randomUUID().toString()).status(), wrong);
        }
        String part = "{\"reason\": \"too much\", \"amount\": 30}";
        refund(payment, part, "k1-" + payment).is(200);
        refund(payment, part, "k1-" + payment).is(200);
        JsonNode reopened = acme.api.get(ORDERS, "/" + order.id()).json();
        assertEquals("awaiting payment", reopened.path("status").asText());
        assertEquals(30, reopened.path("balance_due").decimalValue().intValueExact());
        assertEquals(5000, StripeParts.stripe.balance(account));
        ObjectNode rest = (ObjectNode) refund(payment, "{\"reason\": \"all\"}", "k2-" + payment)
                .is(200)
                .json();
        assertEquals("refunded", rest.path("status").asText());
        assertEquals(0, StripeParts.stripe.balance(account));
        assertEquals(
                409, refund(payment, "{\"reason\": \"again\"}", "k3-" + payment).status());
    }

    @Test
    void whatPeopleTookIsGivenBackByHandWithoutTheGateway() {
        String cash = acme.api
                .post(PAYMENTS, "", "{" + ANN + ", \"type\": \"cash\", \"amount\": 20}")
                .is(200)
                .id();
        int calls = StripeParts.stripe.calls.size();
        assertEquals(
                "refunded",
                refund(cash, "{\"reason\": \"left\"}", cash)
                        .is(200)
                        .json()
                        .path("status")
                        .asText());
        assertEquals(calls, StripeParts.stripe.calls.size());
    }

    @Test
    void nobodySaysByHandThatABankHasStillToDecide() {
        Answer answer = acme.api.post(
                PAYMENTS, "", "{" + ANN + ", \"type\": \"cash\", \"amount\": 20, \"status\": \"settling\"}");
        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("\"field\":\"status\""), answer::body);
    }

    @Test
    void theServiceIsReadyWithAKeyThatTheGatewayTakes() {
        given().get("/q/health/ready").then().statusCode(200);
    }
}
