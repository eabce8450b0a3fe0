package rhythm.kernel.contract;

import java.util.List;

/** What the themes of the contract share: the service's resources, and tenants for each test alone. */
public interface Contract {
    List<Resource> resources();

    /** Those that the cases are tried with. */
    default List<Resource> subjects() {
        return resources();
    }

    /** The subjects of which a tenant has more than one record. */
    default List<Resource> collections() {
        return subjects().stream().filter(resource -> !resource.isOneATenant()).toList();
    }

    /** A tenant in which nothing has happened yet. */
    default Tenant acme() {
        return new Tenant("acme", resources());
    }

    /** Another one, so that whatever leaks has somewhere to leak to. */
    default Tenant globex() {
        return new Tenant("globex", resources());
    }
}
