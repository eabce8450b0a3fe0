package rhythm.certifications.trainingprovider;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcType;
import rhythm.kernel.record.NamedRecord;
import rhythm.kernel.store.JsonArrayColumn;

/** Somebody who gives the courses of a program, and is billed for those who attend. */
@Entity
@Table(name = "training_providers")
@Schema(name = "TrainingProvider")
public class TrainingProvider extends NamedRecord {
    /** Who gets the provider's mails. */
    @Size(max = 100)
    @JdbcType(JsonArrayColumn.class)
    public List<@Valid @NotNull Administrator> administrators;
}
