package dev.understudy.imports.irc;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Who is behind the nicks of one log: whoever takes another nick stays who they were. Memory: the
/// nicks. One thread.
final class Nicks {
    private static final int MOST = 100_000;

    private static final Pattern BOT =
            Pattern.compile(
                    "(?:.+[-_|][bB]ot|.*\\p{Ll}Bot|(?i:bot|supybot|limnoria|eggdrop|ubott?u|meetbot"
                            + "|chanserv|nickserv|memoserv|botserv))[-_\\d]*");

    /// Programs that say what others said elsewhere, and begin with the name.
    private static final Pattern BRIDGE =
            Pattern.compile(
                    "(?i)(?:.*bridge.*|matterbridge|.*relay.*|(?:discord|telegram|slack|matrix)"
                            + "[-_|]?(?:irc|bot)?)[-_\\d]*");

    /// A human being, as far as one log tells.
    ///
    /// @param key one for all ways to write the nick
    /// @param name the nick as it was written first
    record Person(String key, String name) {}

    private final Map<String, Person> people = new HashMap<>();
    private final Set<String> spoke = new HashSet<>();

    /// Who says something under `nick`.
    Person speaks(String nick) {
        if (spoke.size() < MOST) {
            spoke.add(key(nick));
        }
        return person(nick);
    }

    /// Whether anybody has said something under `nick`.
    boolean hasSpoken(String nick) {
        return spoke.contains(key(nick));
    }

    private Person person(String nick) {
        Person known = people.get(key(nick));
        if (known != null) {
            return known;
        }
        Person person = new Person(key(nick), nick);
        if (people.size() < MOST) {
            people.put(key(nick), person);
        }
        return person;
    }

    /// `from` calls themselves `to`. Whoever has spoken as `to` before stays who they are: then the
    /// log has missed something.
    void rename(String from, String to) {
        Person person = person(from);
        if (people.size() < MOST && !hasSpoken(to)) {
            people.put(key(to), person);
        }
    }

    /// Capitals do not matter in nicks.
    private static String key(String nick) {
        return nick.toLowerCase(Locale.ROOT);
    }

    static boolean isBot(String nick) {
        return BOT.matcher(nick).matches();
    }

    static boolean isBridge(String nick) {
        return BRIDGE.matcher(nick).matches();
    }
}
