package rhythm.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where the parts of the suite listen on this machine. */
public final class Ports {
    public static final int ISSUER = 8090;
    public static final int POSTGRES = 5433;
    public static final int SMTP = 3025;
    public static final int IMAP = 3143;

    private Ports() {}

    /** Refuses a port that somebody else holds. */
    static void requireFree(String part, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port));
        } catch (IOException e) {
            throw new PortTaken(part, port);
        }
    }

    /** A port that nobody holds just now. */
    public static int anyFree() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
