package rhythm.kernel.run;

/**
 * A kind that, carried out in the same run, leaves nothing to do for another one.
 *
 * @param match an SQL predicate: whether the rival's action {@code rival} is about the same thing as the action {@code a}
 */
public record Rival(Kind kind, String match) {
    /** A rival with the same candidates. */
    public static Rival ofSameCandidate(Kind kind) {
        return new Rival(kind, "rival.id = a.billing_run_id || '_" + kind.code() + "_' || a.candidate_id");
    }
}
