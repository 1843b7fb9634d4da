package dev.understudy.likeness.measuring;

import dev.understudy.chat.SpeakerName;
import dev.understudy.chat.Turn;
import dev.understudy.evaluation.LossCount;
import dev.understudy.likeness.Share;
import dev.understudy.likeness.WhoSaidIt;
import dev.understudy.likeness.held.HeldOut;
import dev.understudy.likeness.held.Moment;
import dev.understudy.model.Batch;
import dev.understudy.tokenizer.TranscriptEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Puts held-out turns under everybody's name, each time after the same conversation, and sees
/// which name foresees them best. One thread.
final class UnderEachName {
    /// Enough to know what is talked about; the whole context would cost ten times as much.
    private static final int MOST_BEFORE = 128;

    private static final int MOST_WORDS = 128;

    private final Loaded model;
    private final TranscriptEncoder encoder;
    private final List<SpeakerName> names;
    private final double[][] nats;
    private final long[][] tokens;
    private final double[][] turnNats;
    private final List<Row> rows = new ArrayList<>();
    private final List<Integer> owners = new ArrayList<>();

    /// A turn under one name.
    ///
    /// @param turn its place among all turns
    /// @param name the place of the name
    /// @param ids of conversation, header and words
    /// @param counted how many at the end are its words
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(int turn, int name, int[] ids, int counted) {}

    /// @param names of those whose turns are tried, under whose names
    /// @param each how many of everyone's turns
    UnderEachName(Loaded model, List<SpeakerName> names, HeldOut held, int each) {
        this.model = model;
        this.names = List.copyOf(names);
        encoder = new TranscriptEncoder(model.text().tokenizer());
        nats = new double[names.size()][names.size()];
        tokens = new long[names.size()][names.size()];
        for (int owner = 0; owner < names.size(); owner++) {
            for (Moment moment : held.moments(names.get(owner), each)) {
                addRows(moment, owners.size());
                owners.add(owner);
            }
        }
        turnNats = new double[owners.size()][names.size()];
    }

    private void addRows(Moment moment, int turn) {
        int[] words = words(moment.said());
        int[] before = before(moment.before(), model.contextLength() / 2);
        for (int name = 0; name < names.size(); name++) {
            int[] header = encoder.encodeHeader(names.get(name));
            int[] ids = joined(before, header, words);
            int start = Math.max(0, ids.length - model.contextLength() - 1);
            rows.add(new Row(turn, name, Arrays.copyOfRange(ids, start, ids.length), words.length));
        }
    }

    /// The words and the end of the turn, without its header.
    private int[] words(Turn turn) {
        int[] ids = encoder.encodeTurn(turn);
        int header = encoder.encodeHeader(turn.speaker()).length;
        int most = Math.min(MOST_WORDS, model.contextLength() / 2);
        return Arrays.copyOfRange(ids, header, Math.min(ids.length, header + most));
    }

    /// The latest turns that fit, or the end of the last one.
    private int[] before(List<Turn> turns, int room) {
        int most = Math.min(MOST_BEFORE, room - 2 * longestHeader());
        int[] ids = {};
        for (Turn turn : turns.reversed()) {
            int[] more = encoder.encodeTurn(turn);
            if (ids.length + more.length > most) {
                return ids.length > 0 ? ids : encoder.encodeEnd(turn, Math.max(0, most));
            }
            ids = joined(more, ids);
        }
        return ids;
    }

    private int longestHeader() {
        return names.stream().mapToInt(name -> encoder.encodeHeader(name).length).max().orElse(0);
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    /// The table.
    WhoSaidIt measure(Stages stages) {
        stages.begins("trying names", rows.size(), "turns");
        List<Row> byLength = new ArrayList<>(rows);
        byLength.sort(Comparator.comparingInt(row -> row.ids.length));
        int done = 0;
        while (done < byLength.size()) {
            int longest = byLength.get(Math.min(byLength.size(), done + 32) - 1).ids.length - 1;
            int end = Math.min(byLength.size(), done + LossCount.rows(longest));
            measure(byLength.subList(done, end));
            done = end;
            stages.reaches(done);
        }
        return result();
    }

    /// Rows of about one length, padded at their ends, which nothing before sees.
    private void measure(List<Row> some) {
        int length = some.getLast().ids.length - 1;
        long[] inputs = new long[some.size() * length];
        long[] targets = new long[inputs.length];
        Arrays.fill(targets, Batch.IGNORED);
        for (int i = 0; i < some.size(); i++) {
            int[] ids = some.get(i).ids;
            for (int at = 0; at + 1 < ids.length; at++) {
                inputs[i * length + at] = ids[at];
                boolean counts = at + 1 >= ids.length - some.get(i).counted;
                targets[i * length + at] = counts ? ids[at + 1] : Batch.IGNORED;
            }
        }
        float[] losses = model.losses().of(new Batch(some.size(), length, inputs, targets));
        for (int i = 0; i < some.size(); i++) {
            double sum = 0;
            for (int at = 0; at < length; at++) {
                sum += losses[i * length + at];
            }
            add(some.get(i), sum);
        }
    }

    private void add(Row row, double sum) {
        int owner = owners.get(row.turn);
        nats[owner][row.name] += sum;
        tokens[owner][row.name] += row.counted;
        turnNats[row.turn][row.name] = sum;
    }

    private WhoSaidIt result() {
        List<List<Double>> perplexities = new ArrayList<>();
        List<Share> right = new ArrayList<>(Collections.nCopies(names.size(), Share.NONE));
        for (int owner = 0; owner < names.size(); owner++) {
            List<Double> row = new ArrayList<>();
            for (int name = 0; name < names.size(); name++) {
                row.add(Math.exp(nats[owner][name] / tokens[owner][name]));
            }
            perplexities.add(row);
        }
        for (int turn = 0; turn < owners.size(); turn++) {
            int owner = owners.get(turn);
            right.set(owner, right.get(owner).with(isLowest(turnNats[turn], owner)));
        }
        return new WhoSaidIt(names, perplexities, right);
    }

    /// Whether no other is as low.
    private static boolean isLowest(double[] values, int place) {
        for (int i = 0; i < values.length; i++) {
            if (i != place && !(values[place] < values[i])) {
                return false;
            }
        }
        return true;
    }
}
