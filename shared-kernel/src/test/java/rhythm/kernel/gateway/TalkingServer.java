package rhythm.kernel.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mail server that answers each command as a test says: the script maps a command's first word (and "." for the end
 * of the mail) to an answer, or to {@link #CUT}, which hangs up instead.
 */
final class TalkingServer implements AutoCloseable {
    static final String CUT = "";
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger mails = new AtomicInteger();
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, String> script;

    TalkingServer(Map<String, String> script) throws IOException {
        this.script = script;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void talk(Socket client) {
        try (client) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            if (!answer(client, "connect", "220 ready")) {
                return;
            }
            boolean inMail = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (inMail && !line.equals(".")) {
                    continue;
                }
                String command = line.split("[ :]", 2)[0];
                String usual = command.equals("DATA") ? "354 go on" : "250 fine";
                if (inMail) {
                    mails.incrementAndGet();
                }
                if (!answer(client, command, usual)) {
                    return;
                }
                inMail = command.equals("DATA") && !script.containsKey("DATA");
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private boolean answer(Socket client, String command, String usual) throws IOException {
        String answer = script.getOrDefault(command, usual);
        if (answer.equals(CUT)) {
            return false;
        }
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
