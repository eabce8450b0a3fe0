package rhythm.kernel.run;

/**
 * A kind that, carried out in the same run, leaves nothing to do for another one.
 *
 * @param match an SQL predicate: whether the rival's action {@code rival} is about the same thing as the action {@code a}
 */
public record Rival(Kind kind, String match) {
    /** Reads what it did, or is at, in the run {@code :run} about the same thing as {@code a}; {@code :rival} is its type. */
    String acts() {
        return """
                from billing_run_actions rival where rival.tenant_id = a.tenant_id
                  and rival.billing_run_id = :run and rival.type = :rival
                  and rival.status in ('completed', 'processing', 'processing order') and\s""" + match;
    }

    /** A rival with the same candidates. */
    public static Rival ofSameCandidate(Kind kind) {
        return new Rival(kind, "rival.id = a.billing_run_id || '_" + kind.code() + "_' || a.candidate_id");
    }
}
