package dev.understudy.jobs;

import dev.understudy.jobs.Tasks.Heartbeat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells who fell silent, by counting looks at which their last sign of life was the same.
///
/// No clock is read: those of two machines may differ by hours, and one that jumps makes nobody
/// dead. While the database is away nobody can give a sign, so the count begins anew afterwards.
/// One thread.
final class Pulse {
    private final int missed;
    private Map<Heartbeat, Integer> looks = Map.of();

    /// @param missed at how many looks after the first the sign has to be the same
    Pulse(int missed) {
        this.missed = missed;
    }

    /// Looks at everyone's last sign, and returns those of whom nothing more is to be expected.
    List<Heartbeat> silent(List<Heartbeat> last) {
        Map<Heartbeat, Integer> counted = new HashMap<>();
        for (Heartbeat heartbeat : last) {
            counted.put(heartbeat, looks.getOrDefault(heartbeat, 0) + 1);
        }
        looks = counted;
        return last.stream()
                .filter(heartbeat -> counted.getOrDefault(heartbeat, 0) > missed)
                .toList();
    }

    void beginAnew() {
        looks = Map.of();
    }
}
