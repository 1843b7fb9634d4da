package dev.understudy.archive.live;

import dev.understudy.archive.account.Account;
import dev.understudy.archive.account.Account.Statement;
import dev.understudy.archive.account.Owner;

/// What is known of somebody that decides whether they are kept, heard and cloned.
///
/// @param consent what they said last, through whichever of their accounts
/// @param forgotten whether they asked to be forgotten, whatever they said later
/// @param bot whether an operator called this account a bot's
/// @param excluded whether an operator wants to do without them
public record Standing(Consent consent, boolean forgotten, boolean bot, boolean excluded) {
    /// That of a stranger.
    public static final Standing UNKNOWN = new Standing(Consent.UNKNOWN, false, false, false);

    /// That of `account`, which `owner` has.
    public static Standing of(Owner owner, Account account) {
        return new Standing(
                consent(owner.statement()),
                account.forgotten().isPresent(),
                account.marks().bot(),
                owner.isExcluded());
    }

    /// That of somebody with all their accounts.
    public static Standing of(Owner owner) {
        return new Standing(
                consent(owner.statement()),
                owner.accounts().stream().allMatch(one -> one.forgotten().isPresent()),
                owner.isBot(),
                owner.isExcluded());
    }

    private static Consent consent(Statement said) {
        return said.at()
                .map(
                        at ->
                                new Consent(
                                        Consent.State.valueOf(said.state()),
                                        Consent.How.valueOf(said.how()),
                                        at))
                .orElse(Consent.UNKNOWN);
    }
}
