package rhythm.kernel.tenant;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads off every call which role it needs, once, while the service is built; one that does not say so does not come to be. */
@Provider
public class NeededRoles implements DynamicFeature {
    private static final Map<String, Call> CALLS = new ConcurrentHashMap<>();
    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    /** A call as clients know it, and the role that it needs. */
    public record Call(String verb, String path, Role role) {}

    /** Every call of the service, by path and verb. */
    public static List<Call> all() {
        return CALLS.values().stream()
                .distinct()
                .sorted((one, other) -> (one.path + one.verb).compareTo(other.path + other.verb))
                .toList();
    }

    /** The calls that check a signature instead, by verb and path. */
    public static List<String> signed() {
        return SIGNED.values().stream().sorted().toList();
    }

    static boolean isSigned(Class<?> resource, String method) {
        return SIGNED.containsKey(key(resource, method));
    }

    /** What the call that this method answers needs. */
    static Role of(Class<?> resource, String method) {
        return Objects.requireNonNull(CALLS.get(key(resource, method)), "a call without a role").role;
    }

    @Override
    public void configure(ResourceInfo call, FeatureContext context) {
        Class<?> resource = call.getResourceClass();
        Method method = call.getResourceMethod();
        String verb = Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .flatMap(type -> Stream.ofNullable(type.getAnnotation(HttpMethod.class)))
                .map(HttpMethod::value)
                .findFirst()
                .orElse("GET");
        Path own = method.getAnnotation(Path.class);
        String path = pathOf(resource) + (own == null ? "" : "/" + own.value());
        if (method.isAnnotationPresent(Signed.class)) {
            SIGNED.put(key(resource, method.getName()), verb + " " + path);
            return;
        }
        CALLS.put(key(resource, method.getName()), new Call(verb, path, role(resource, method, verb)));
    }

    private static Role role(Class<?> resource, Method method, String verb) {
        Needs own = method.getAnnotation(Needs.class);
        Needs all = resource.getAnnotation(Needs.class);
        Role said = own != null ? own.value() : verb.equals("GET") ? Role.VIEWER : null;
        if (all != null && (said == null || said == Role.EDITOR)) {
            return all.value();
        }
        if (said == null) {
            throw new IllegalStateException(method + " does not say which role it needs");
        }
        return said;
    }

    private static String pathOf(Class<?> resource) {
        Class<?> declared = resource;
        while (!declared.isAnnotationPresent(Path.class)) {
            declared = declared.getSuperclass();
        }
        return declared.getAnnotation(Path.class).value();
    }

    private static String key(Class<?> resource, String method) {
        return resource.getName() + '#' + method;
    }
}
