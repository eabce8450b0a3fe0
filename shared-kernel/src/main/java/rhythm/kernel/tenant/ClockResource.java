package rhythm.kernel.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import rhythm.kernel.problem.Problem;
import rhythm.kernel.record.RecordMapper;

/** Moves a tenant's business clock, for demonstrations and tests; not there in production. */
@Path("/clock")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Needs(Role.ADMIN)
public class ClockResource {
    private final TenantClock clock;
    private final Event<ClockMoved> moved;

    ClockResource(TenantClock clock, Event<ClockMoved> moved) {
        this.clock = clock;
        this.moved = moved;
    }

    /** The body is {@code {"now": "2027-01-31T00:00:00Z"}}; the clock runs on from there. */
    @POST
    @Path("{tenantId}")
    @RunOnVirtualThread
    public Map<String, String> move(@PathParam("tenantId") String tenant, byte[] body) {
        if (!clock.isMovable()) {
            throw Problem.NOT_FOUND.because("clocks cannot be moved in this installation");
        }
        Instant to = moment(RecordMapper.request(body).path("now"));
        clock.move(tenant, to);
        moved.fire(new ClockMoved(tenant));
        return Map.of("now", to.toString());
    }

    private static Instant moment(JsonNode now) {
        try {
            return OffsetDateTime.parse(now.asText()).toInstant();
        } catch (DateTimeException notOne) {
            throw Problem.INVALID.field("now", "must be a moment, such as 2027-01-31T00:00:00Z");
        }
    }
}
