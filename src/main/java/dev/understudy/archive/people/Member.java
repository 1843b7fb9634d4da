package dev.understudy.archive.people;

import dev.understudy.archive.account.Account;
import dev.understudy.archive.account.Owner;
import dev.understudy.archive.live.Standing;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Person;
import java.util.List;

/// Somebody in a circle, with what is known and noted of them.
///
/// @param standing consent and marks, with all their accounts
/// @param note that an operator wrote to their consent; empty if none
/// @param accounts one for each handle, in the same order
public record Member(Person person, Standing standing, String note, List<Profile> accounts) {
    /// One account of theirs.
    ///
    /// @param name what the account is called
    /// @param bot whether an operator called it a bot's
    public record Profile(Handle handle, String name, boolean bot) {}

    public Member {
        accounts = List.copyOf(accounts);
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("somebody in a circle has an account");
        }
    }

    static Member of(Owner owner) {
        return new Member(
                owner.person(),
                Standing.of(owner),
                owner.statement().note(),
                owner.accounts().stream().map(Member::profile).toList());
    }

    private static Profile profile(Account account) {
        return new Profile(account.handle(), account.name().display(), account.marks().bot());
    }

    /// The name in transcripts, unique in the circle.
    public String name() {
        return person.speaker().text();
    }

    /// One of their handles, by which a [Change] names them.
    public Handle handle() {
        return accounts.getFirst().handle();
    }

    @Override
    public String toString() {
        return name();
    }
}
