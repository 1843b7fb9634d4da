import dev.understudy.chat.Channel;
import dev.understudy.chat.Handle;
import dev.understudy.chat.Message;
import dev.understudy.chat.Person;
import dev.understudy.chat.Platform;
import dev.understudy.chat.SpeakerName;
import dev.understudy.habit.Habits;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Times learning habits from an invented history: `java -cp CLASSPATH MeasureHabits.java
/// MESSAGES`. The history is made first: what is timed is the learning alone.
final class MeasureHabits {
    private static final int FRIENDS = 12;

    public static void main(String[] arguments) {
        List<Person> people = IntStream.range(0, FRIENDS).mapToObj(MeasureHabits::person).toList();
        List<Message> history = history(Integer.parseInt(arguments[0]));
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            Consumer<Consumer<Message>> source = history::forEach;
            Habits habits = Habits.learn(source, people, ZoneId.of("Europe/Berlin"));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%,d messages learnt in %.2f s, %,.0f a second; chance of one pair %.3f%n",
                    history.size(), seconds, history.size() / seconds,
                    habits.of(people.get(0).speaker()).answers(people.get(1).speaker()));
        }
    }

    private static Person person(int number) {
        SpeakerName name = SpeakerName.of("Friend" + number);
        return new Person(name, name.text(), List.of(handle(number)));
    }

    private static Handle handle(int number) {
        return new Handle(Platform.TELEGRAM, "user" + number);
    }

    private static List<Message> history(int count) {
        Random random = new Random(2026);
        Channel channel = new Channel(Platform.TELEGRAM, "15", "Club");
        List<Message> messages = new ArrayList<>(count);
        Instant now = Instant.parse("2015-01-01T00:00:00Z");
        for (int i = 0; i < count; i++) {
            int friend = random.nextInt(FRIENDS);
            now = now.plusSeconds(random.nextInt(30) == 0 ? 8000 : random.nextInt(60));
            String text = "eight words or so that a friend" + random.nextInt(FRIENDS) + " writes"
                    + (i % 9 == 0 ? "?" : "");
            messages.add(new Message(
                    channel, String.valueOf(i), handle(friend), "Friend" + friend, now, i,
                    Message.Kind.SPEECH, text, Optional.empty(), Optional.empty()));
        }
        return messages;
    }
}
