package rhythm.kernel.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What every stored record has: its tenant and id, and the {@code sys_*} block of billing.md §2. */
@MappedSuperclass
@IdClass(RecordKey.class)
public abstract class SysRecord extends PanacheEntityBase {
    @Id
    @JsonIgnore
    public String tenantId;

    @Id
    @NotNull
    @ReadOnly
    @Criterion("ids")
    @Pattern(regexp = "^[\\w|-]+$")
    public String id;

    /** From 1, one more with every write. */
    @ReadOnly
    public Integer sysVersion;

    @NotNull
    @ReadOnly
    public Instant sysCreatedAt;

    @NotNull
    @ReadOnly
    public String sysCreatedById;

    @NotNull
    @ReadOnly
    public Instant sysLastModifiedAt;

    @NotNull
    @ReadOnly
    public String sysLastModifiedById;

    @ReadOnly
    public String sysDeletedById;

    /** Who wrote last: subject, client, roles and request id. */
    @ReadOnly
    @JdbcTypeCode(SqlTypes.JSON)
    public SecurityContext sysLastSecurityContext;

    @Criterion
    @Size(max = 200)
    public String sysExternalId;

    @Size(max = 200)
    public String sysDirective;

    /** A locked record refuses PUT, PATCH and DELETE until an admin unlocks it. */
    @AdminOnly
    public Boolean sysLocked;

    @Criterion
    @Size(max = 200)
    public String sysBulkLoadPk;

    @Size(max = 64)
    public String sysBulkLoadAt;

    @Size(max = 200)
    public String sysBulkLoadId;

    public BigDecimal sysBulkLoadRecordNo;

    @Size(max = 500)
    public String sysBulkLoadSourceFile;

    @ReadOnly
    public String sysLastBulkDataOperationId;

    @ReadOnly
    public String sysLastBulkDataOperationSysVersion;

    @ReadOnly
    public String sysCalculatedFieldError;

    @ReadOnly
    @JdbcTypeCode(SqlTypes.JSON)
    public CalculatedFieldError[] sysCalculatedFieldErrors;

    @ReadOnly
    public String sysConfigurationSnapshotId;

    @ReadOnly
    public BigDecimal sysSnapshotBaseVersion;

    @ReadOnly
    public Boolean sysHasFilesInS3;

    /** Whether an operator writes it, as far as it is being written. */
    protected boolean isByOperator() {
        return sysLastSecurityContext != null && sysLastSecurityContext.roles().contains(Caller.OPERATOR);
    }

    /** The id a new record gets. */
    public String newId(Instant now) {
        return Ids.next(now);
    }

    /** Fills what the client left unsaid; {@code before} is null for a new record. */
    public void prepare(SysRecord before) {}

    /**
     * Checks what no single field can; {@code before} is null for a new record, {@code changed} names the fields that
     * the client changes.
     */
    public void check(SysRecord before, Set<String> changed, Violations violations) {}

    /** Refuses a deletion that the record's own state forbids. */
    public void checkDeletion() {}
}
