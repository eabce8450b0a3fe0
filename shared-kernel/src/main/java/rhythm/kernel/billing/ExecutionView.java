package rhythm.kernel.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import rhythm.kernel.run.Execution;

/** An execution that is under way, and where its progress can be followed. */
@Schema(name = "Execution")
public record ExecutionView(
        @JsonProperty("executionArn") @Schema(required = true)
        String executionArn,

        @JsonProperty("notification_channel") String notificationChannel,
        @JsonProperty("notification_publishKey") String notificationPublishKey,
        @JsonProperty("notification_subscribeKey") String notificationSubscribeKey,
        @JsonProperty("start_date") Instant startDate) {

    /** The publish and subscribe keys stay null: progress is followed at the channel's address. */
    static ExecutionView of(Execution execution, UriInfo uri) {
        String channel =
                uri.getBaseUri().resolve(execution.notificationChannel()).toString();
        return new ExecutionView(execution.executionArn(), channel, null, null, execution.startDate());
    }
}
