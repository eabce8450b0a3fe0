package rhythm.kernel.record;

import java.io.Serializable;

/** The primary key of every record: the tenant first, always. */
public record RecordKey(String tenantId, String id) implements Serializable {}
