package dev.understudy.archive.account;

import dev.understudy.archive.account.Account.Statement;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Person;
import dev.understudy.chat.SpeakerName;
import java.util.List;
import java.util.stream.Stream;

/// A human with all their accounts.
///
/// @param accounts one or more; the first is the one whose names are the human's
public record Owner(List<Account> accounts) {
    public Owner {
        accounts = List.copyOf(accounts);
        if (accounts.isEmpty() || accounts.getFirst().row() != accounts.getFirst().owner()) {
            throw new IllegalArgumentException("an owner's own account comes first");
        }
    }

    /// The account whose names are theirs.
    public Account head() {
        return accounts.getFirst();
    }

    /// As others see them.
    public Person person() {
        return new Person(
                head().name().speaker(),
                display(),
                accounts.stream().map(Account::handle).toList(),
                aliases());
    }

    private String display() {
        return accounts.stream()
                .map(account -> account.name().display())
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse("");
    }

    private List<String> aliases() {
        return accounts.stream()
                .flatMap(account -> account.name().aliases().stream())
                .distinct()
                .toList();
    }

    /// Every name under which transcripts have or had one of their accounts.
    public List<SpeakerName> speakers() {
        return accounts.stream()
                .map(Account::name)
                .flatMap(name -> Stream.concat(Stream.of(name.speaker()), name.former().stream()))
                .toList();
    }

    /// What they said last, through whichever account.
    public Statement statement() {
        return accounts.stream().map(Account::statement).reduce(Statement.NONE, Statement::or);
    }

    /// Whether they are forgotten with all their accounts, and have not agreed again.
    public boolean isForgotten() {
        return accounts.stream().allMatch(account -> account.forgotten().isPresent())
                && !statement().state().equals("GRANTED");
    }

    /// Whether what they wrote is of no use.
    public boolean isExcluded() {
        return accounts.stream().anyMatch(account -> account.marks().excluded());
    }

    /// Whether all their accounts are bots'.
    public boolean isBot() {
        return accounts.stream().allMatch(account -> account.marks().bot());
    }

    /// Whether `handle` is one of theirs.
    public boolean has(Handle handle) {
        return accounts.stream().anyMatch(account -> account.handle().equals(handle));
    }
}
