package rhythm.kernel.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rhythm.kernel.run.Effect.Change;
import rhythm.kernel.run.Effect.PlaceOrder;
import rhythm.kernel.run.Effect.SendMail;

/**
 * A kind's effects put in order: what is done when its actions are decided, what they then wait for, and what is done when that
 * has come true.
 *
 * @param order the order to be placed, or null
 * @param mailIsDeed whether the actions are complete only when their mail is out
 * @param mails whether there is a mail at all
 */
record Plan(List<Change> first, @Nullable PlaceOrder order, List<Change> then, boolean mailIsDeed, boolean mails) {
    static Plan of(List<Effect> effects) {
        List<Change> first = new ArrayList<>();
        List<Change> then = new ArrayList<>();
        PlaceOrder order = null;
        boolean mailIsDeed = effects.getFirst() instanceof SendMail;
        boolean mails = false;
        for (Effect effect : effects) {
            switch (effect) {
                case Change change -> (order != null || mailIsDeed ? then : first).add(change);
                case PlaceOrder one -> order = one;
                case SendMail() -> mails = true;
            }
        }
        return new Plan(first, order, then, mailIsDeed, mails);
    }

    /** The status of an action once it is decided. */
    String decided() {
        if (order != null) {
            return "processing order";
        }
        return mailIsDeed ? "processing" : "completed";
    }

    boolean waits() {
        return order != null || mailIsDeed;
    }
}
