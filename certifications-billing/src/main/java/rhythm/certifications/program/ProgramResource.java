package rhythm.certifications.program;

import jakarta.ws.rs.Path;
import rhythm.kernel.rest.RecordResource;

/** The programs people apply for and renew. */
@Path("/programs")
public class ProgramResource extends RecordResource<Program> {
    public ProgramResource() {
        super(Program.class);
    }
}
