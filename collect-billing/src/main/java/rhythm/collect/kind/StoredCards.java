package rhythm.collect.kind;

import java.util.List;
import java.util.Map;
import rhythm.collect.billingnotice.BillingNotice;
import rhythm.kernel.run.Candidates;
import rhythm.kernel.run.Notices;

/** The candidates that are reminded of their expiration: cards that may be charged. */
public final class StoredCards {
    public static final Notices NOTICES = new Notices(
            "billing_notices",
            "billing_notice_id",
            BillingNotice.CARD_FIELDS,
            Payers.FIELDS + """
              'card', jsonb_build_object('type', c.brand, 'last_four', c.last_four, 'expiration', c.expiration)) as fields
            from actions a
            join stored_payment_methods c on c.tenant_id = :tenant and c.id = a.candidate_id""" + Payers.RUN,
            List.of());

    static final Candidates CANDIDATES = new Candidates(
            "stored payment method",
            "stored_payment_methods",
            Payers.columns(Map.of("stored_payment_method_id", "c.id", "expiration_date", "c.expiration_date")),
            NOTICES);

    private StoredCards() {}
}
