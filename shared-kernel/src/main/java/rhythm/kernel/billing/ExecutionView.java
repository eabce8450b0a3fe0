package rhythm.kernel.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An execution that is under way, and where its progress can be followed. */
@Schema(name = "Execution")
public record ExecutionView(
        @JsonProperty("executionArn") @Schema(required = true)
        String executionArn,

        @JsonProperty("notification_channel") String notificationChannel,
        @JsonProperty("notification_publishKey") String notificationPublishKey,
        @JsonProperty("notification_subscribeKey") String notificationSubscribeKey,
        @JsonProperty("start_date") Instant startDate) {}
