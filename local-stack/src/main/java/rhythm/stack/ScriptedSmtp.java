package rhythm.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server that misbehaves towards chosen recipients as a test tells it to. */
public final class ScriptedSmtp implements AutoCloseable {
    /** How it behaves towards a recipient. */
    public enum Answer {
        ACCEPT,
        /** 550 after RCPT: never try again. */
        REFUSE,
        /** 451 after RCPT: try again later. */
        REFUSE_FOR_NOW,
        /** Takes the whole mail, keeps it, and breaks the connection instead of answering. */
        TAKE_AND_BREAK,
        /** Breaks the connection after the mail's content and keeps nothing. */
        LOSE_AND_BREAK
    }

    /** A mail that it kept, as it came over the line. */
    public record Taken(String to, String content) {}

    private final ServerSocket socket;
    private final Map<String, Answer> script = new ConcurrentHashMap<>();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();

    private ScriptedSmtp(ServerSocket socket) {
        this.socket = socket;
    }

    /** A server on any free port. */
    public static ScriptedSmtp start() {
        try {
            ScriptedSmtp smtp = new ScriptedSmtp(new ServerSocket(0, 50, InetAddress.getByName("localhost")));
            Thread.ofVirtual().start(smtp::listen);
            return smtp;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it behaves so towards this recipient. */
    public void script(String recipient, Answer answer) {
        script.put(recipient, answer);
    }

    /** The port that takes mail. */
    public int port() {
        return socket.getLocalPort();
    }

    /** The mails it kept, oldest first. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 scripted");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.toUpperCase(Locale.ROOT);
                if (verb.startsWith("RCPT")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    say(out, answerToRecipient(recipient));
                } else if (verb.equals("DATA")) {
                    say(out, "354 go on");
                    if (!keep(recipient, content(in))) {
                        return;
                    }
                    say(out, "250 taken");
                } else if (verb.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 scripted");
                }
            }
        } catch (IOException e) {
            // The client went away; there is nobody left to tell.
        }
    }

    private String answerToRecipient(String recipient) {
        return switch (answer(recipient)) {
            case REFUSE -> "550 no such mailbox";
            case REFUSE_FOR_NOW -> "451 try again later";
            default -> "250 fine";
        };
    }

    private boolean keep(String recipient, String content) {
        Answer answer = answer(recipient);
        if (answer != Answer.LOSE_AND_BREAK) {
            taken.add(new Taken(recipient, content));
        }
        return answer == Answer.ACCEPT;
    }

    private Answer answer(String recipient) {
        return script.getOrDefault(recipient, Answer.ACCEPT);
    }

    private static String content(BufferedReader in) throws IOException {
        StringBuilder content = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            content.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
        }
        return content.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
