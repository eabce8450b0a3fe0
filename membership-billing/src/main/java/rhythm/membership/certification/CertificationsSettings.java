package rhythm.membership.certification;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Where certifications-billing is; runs that end certifications are refused where it is nowhere. */
@ConfigMapping(prefix = "rhythm.certifications")
public interface CertificationsSettings {
    /** Its address, such as {@code http://certifications-billing:8080}. */
    Optional<String> url();
}
