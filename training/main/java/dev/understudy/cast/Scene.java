package dev.understudy.cast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A small piece of conversation: who does what, in which order.
///
/// @param weight how often it is drawn, against the others that fit
/// @param conditions when it fits: each is a set of facts of which one must hold
public record Scene(String name, int weight, List<Set<String>> conditions, List<Move> moves) {
    private static final Pattern DATE = Pattern.compile("\\d\\d-\\d\\d");
    private static final Pattern MOVE =
            Pattern.compile("(\\w+) (\\S+)(?: (\\d+)%| (\\+))?(?: > (\\w+))?");

    public Scene {
        conditions = List.copyOf(conditions);
        moves = List.copyOf(moves);
        if (weight < 1 || moves.isEmpty() || moves.getFirst().chance() < 100) {
            throw new IllegalArgumentException("scene " + name + " needs a weight and a beginning");
        }
    }

    /// One turn in a scene.
    ///
    /// @param role a letter for anybody, a friend's name in lower case for that friend
    /// @param act what they do; `tease.{you}` depends on whom they speak to
    /// @param chance percent; 100 is always
    /// @param joined happens just when the move before it did
    /// @param to the role spoken to; else whoever spoke last
    record Move(String role, String act, int chance, boolean joined, Optional<String> to) {
        boolean isNeeded() {
            return chance == 100 && !joined;
        }
    }

    /// Whether the moment's facts allow it.
    boolean fits(Set<String> facts) {
        return conditions.stream().allMatch(any -> any.stream().anyMatch(facts::contains));
    }

    /// Whether it belongs to one day of the year, on which it is always played.
    boolean isDated() {
        return conditions.stream().flatMap(Set::stream).anyMatch(DATE.asMatchPredicate());
    }

    /// Roles that only a certain friend can play and that cannot be left out.
    Set<String> neededFriends() {
        return Set.copyOf(neededRoles().filter(role -> !isAnybody(role)).distinct().toList());
    }

    /// How many friends it takes at least.
    int neededCount() {
        return (int) neededRoles().distinct().count();
    }

    private Stream<String> neededRoles() {
        return moves.stream()
                .filter(Move::isNeeded)
                .flatMap(move -> Stream.concat(Stream.of(move.role()), move.to().stream()));
    }

    /// Whether `role` is a letter rather than a name.
    static boolean isAnybody(String role) {
        return role.length() == 1;
    }

    /// All scenes in `lines`, whose grammar `scenes.txt` explains. Throws IllegalArgumentException
    /// that names `source` and the line when it breaks the grammar.
    static List<Scene> parseAll(String source, List<String> lines) {
        List<Scene> scenes = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (int number = 1; number <= lines.size() + 1; number++) {
            String line = number > lines.size() ? "" : lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                block.add(line);
            } else if (!block.isEmpty()) {
                try {
                    scenes.add(parse(block));
                } catch (IllegalArgumentException wrong) {
                    throw new IllegalArgumentException(
                            source + ", above line " + number + ": " + wrong.getMessage(), wrong);
                }
                block.clear();
            }
        }
        return List.copyOf(scenes);
    }

    private static Scene parse(List<String> block) {
        List<String> head = List.of(block.getFirst().split(" +", -1));
        if (head.size() < 3 || !head.getFirst().equals("scene")) {
            throw new IllegalArgumentException("a scene begins with: scene NAME WEIGHT");
        }
        return new Scene(
                head.get(1),
                Integer.parseInt(head.get(2)),
                head.stream().skip(3).map(any -> Set.of(any.split("\\|", -1))).toList(),
                block.stream().skip(1).map(Scene::move).toList());
    }

    private static Move move(String line) {
        Matcher found = MOVE.matcher(line);
        if (!found.matches()) {
            throw new IllegalArgumentException("not a move: " + line);
        }
        String role = found.group(1);
        return new Move(
                isAnybody(role) ? role : role.toLowerCase(Locale.ROOT),
                found.group(2),
                Optional.ofNullable(found.group(3)).map(Integer::parseInt).orElse(100),
                found.group(4) != null,
                Optional.ofNullable(found.group(5)));
    }
}
