package rhythm.kernel.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import rhythm.kernel.gateway.Delivery;
import rhythm.kernel.gateway.Mail;
import rhythm.kernel.notice.MailMessage;

/** Takes mails, counts how often each came, and answers as the test says. */
public final class Postbox implements Mail {
    public final Map<String, AtomicInteger> arrived = new ConcurrentHashMap<>();
    public final Map<String, MailMessage> messages = new ConcurrentHashMap<>();
    public volatile Function<MailMessage, Delivery> answer = mail -> new Delivery.Sent();

    @Override
    public Delivery send(MailMessage message) {
        Delivery delivery = answer.apply(message);
        if (!(delivery instanceof Delivery.Rejected || delivery instanceof Delivery.Deferred)) {
            arrived.computeIfAbsent(message.messageId(), _ -> new AtomicInteger())
                    .incrementAndGet();
            messages.put(message.messageId(), message);
        }
        return delivery;
    }

    public long twice() {
        return arrived.values().stream().filter(n -> n.get() > 1).count();
    }
}
