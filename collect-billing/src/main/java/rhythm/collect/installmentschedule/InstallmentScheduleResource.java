package rhythm.collect.installmentschedule;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** Orders paid in parts: candidates of charges, reminders and cancellations. */
@Path("/installmentSchedules")
public class InstallmentScheduleResource extends RecordResource<InstallmentSchedule> {
    public InstallmentScheduleResource() {
        super(InstallmentSchedule.class);
    }
}
