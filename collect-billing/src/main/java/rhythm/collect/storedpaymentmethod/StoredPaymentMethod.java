package rhythm.collect.storedpaymentmethod;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.collect.CustomerRecord;
import rhythm.kernel.record.Criterion;
import rhythm.kernel.record.Derived;
import rhythm.kernel.record.OneOf;
import rhythm.kernel.record.ReadOnly;
import rhythm.kernel.record.SysRecord;
import rhythm.kernel.record.Violations;

/** A card or an account that may be charged: the gateway's token for it. Its number is never here. */
@Entity
@Table(name = "stored_payment_methods")
@Schema(name = "StoredPaymentMethod")
public class StoredPaymentMethod extends CustomerRecord {
    /** Begins the token of a card whose holder has still to type it in at the gateway. */
    static final String AWAITED = "setup:";

    @NotNull
    @Criterion
    @OneOf({"credit card", "electronic check"})
    public String type;

    @Criterion
    @Size(max = 50)
    public String brand;

    @Pattern(regexp = "\\d{4}", message = "must be the last four digits")
    public String lastFour;

    /** The month in which it can be charged for the last time, such as {@code 2027-09}; cards have one. */
    @Criterion
    @Pattern(regexp = "[1-9]\\d{3}-(0[1-9]|1[0-2])", message = "must be a month, such as 2027-09")
    public String expiration;

    /** The last day of that month. */
    @ReadOnly
    @Transient
    @Derived("t.expiration_date")
    public LocalDate expirationDate;

    /** What the gateway knows it by. */
    @NotNull
    @Size(min = 1, max = 200)
    public String token;

    @Criterion
    public Boolean isActive;

    @ReadOnly
    public Instant lastRemindedAt;

    boolean isAwaited() {
        return token != null && token.startsWith(AWAITED);
    }

    /** Whether the gateway may answer otherwise than it did for the card before. */
    boolean isRenewalOf(StoredPaymentMethod before) {
        return !Objects.equals(token, before.token) || !Objects.equals(expiration, before.expiration);
    }

    @Override
    protected String usualName() {
        return String.join(" ", brand == null ? type + "" : brand, lastFour == null ? "" : lastFour)
                .strip();
    }

    @Override
    public void prepare(SysRecord before) {
        super.prepare(before);
        isActive = isActive == null || isActive;
    }

    @Override
    public void check(SysRecord before, Set<String> changed, Violations violations) {
        super.check(before, changed, violations);
        violations.expect(
                expiration != null || isAwaited() || !"credit card".equals(type),
                "expiration",
                "must be given for a credit card");
    }
}
