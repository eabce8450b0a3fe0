package rhythm.collect.storedpaymentmethod;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** Cards and accounts that may be charged: candidates of reminders before they expire. */
@Path("/storedPaymentMethods")
public class StoredPaymentMethodResource extends RecordResource<StoredPaymentMethod> {
    public StoredPaymentMethodResource() {
        super(StoredPaymentMethod.class);
    }
}
