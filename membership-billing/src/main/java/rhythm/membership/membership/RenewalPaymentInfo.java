package rhythm.membership.membership;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import rhythm.kernel.record.Options;

/** The stored card that auto-renewals charge; never a card number, only what people recognise it by. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public class RenewalPaymentInfo implements Options {
    @Size(max = 200)
    public String storedPaymentMethodId;

    @Size(max = 50)
    public String cardType;

    @Pattern(regexp = "\\d{4}", message = "must be the card's last four digits")
    public String lastFour;

    /** The last day the card is good for. */
    public LocalDate cardExpiration;
}
