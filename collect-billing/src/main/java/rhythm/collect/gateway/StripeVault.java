package rhythm.collect.gateway;

import com.stripe.net.ApiResource.RequestMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Cards and accounts that Stripe keeps: saved by a setup intent for use off-session (docs.stripe.com/payments/save-and-reuse). */
final class StripeVault implements CardVault {
    private final StripeLine line;

    StripeVault(StripeLine line) {
        this.line = line;
    }

    @Override
    public Optional<String> faultOf(String token) {
        return token.matches("cus_[^/]+/.+")
                ? Optional.empty()
                : Optional.of("must be customer/payment method, such as cus_1/pm_2: without its customer Stripe lets a"
                        + " payment method be used once only");
    }

    @Override
    public Optional<Setup> begin(String tenant, Account account, String key, String name, boolean isAccount) {
        if (account.id() == null) {
            return Optional.empty();
        }
        String id = account.id();
        String hash = ChargeRequest.hash("setup/" + tenant.length() + ":" + tenant + ":" + key);
        return line.object(RequestMethod.POST, id, "/v1/customers", Map.of("name", name), "customer-" + hash)
                .map(customer -> StripeMoneyBack.text(customer, "id"))
                .flatMap(customer -> line.object(
                                RequestMethod.POST,
                                id,
                                "/v1/setup_intents",
                                Map.of(
                                        "customer",
                                        customer,
                                        "usage",
                                        "off_session",
                                        "payment_method_types",
                                        List.of(isAccount ? "us_bank_account" : "card"),
                                        "metadata",
                                        Map.of(StripeNews.TENANT, tenant)),
                                hash)
                        .map(setup -> new Setup(
                                String.valueOf(StripeAnswer.text(setup, "id")),
                                customer,
                                String.valueOf(StripeAnswer.text(setup, "client_secret")))));
    }

    @Override
    public Optional<Kept> finished(Account account, String setup) {
        return line.object(
                        RequestMethod.GET,
                        Objects.requireNonNull(account.id()),
                        "/v1/setup_intents/" + setup,
                        Map.of(),
                        null)
                .filter(found -> "succeeded".equals(StripeAnswer.text(found, "status")))
                .map(found -> StripeMoneyBack.text(found, "payment_method"))
                .flatMap(method -> card(account, method));
    }

    @Override
    public Optional<Kept> card(Account account, String id) {
        return line.object(
                        RequestMethod.GET,
                        Objects.requireNonNull(account.id()),
                        "/v1/payment_methods/" + id,
                        Map.of(),
                        null)
                .map(StripeVault::kept);
    }

    private static Kept kept(JsonObject method) {
        String customer = StripeAnswer.text(method, "customer");
        JsonObject card = StripeAnswer.object(method, "card");
        JsonObject account = StripeAnswer.object(method, "us_bank_account");
        String token = (customer == null ? "" : customer + "/") + StripeAnswer.text(method, "id");
        if (card == null) {
            return new Kept(
                    token,
                    StripeMoneyBack.text(account, "bank_name"),
                    StripeMoneyBack.text(account, "last4"),
                    null,
                    customer != null);
        }
        String expiration =
                card.getValue("exp_year") instanceof Number year && card.getValue("exp_month") instanceof Number month
                        ? "%04d-%02d".formatted(year.intValue(), month.intValue())
                        : null;
        return new Kept(
                token,
                StripeAnswer.text(card, "brand"),
                StripeAnswer.text(card, "last4"),
                expiration,
                customer != null);
    }
}
