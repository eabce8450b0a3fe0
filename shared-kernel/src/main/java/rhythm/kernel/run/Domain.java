package rhythm.kernel.run;

import java.util.List;

/** What the engine has to know about the service it runs in. */
public interface Domain {
    /** The service's name on its actions, such as {@code membership}. */
    String service();

    /** Every kind, in the order in which they are carried out. */
    List<Kind> kinds();
}
