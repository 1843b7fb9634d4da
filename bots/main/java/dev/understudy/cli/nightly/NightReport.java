package dev.understudy.cli.nightly;

import dev.understudy.chat.Circle;
import dev.understudy.clone.ModelCard.Gate;
import dev.understudy.jobs.Job.Outcome;
import dev.understudy.jobs.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What came of a night, for people and for programs.
///
/// @param job which night it was
/// @param told what to say about it, without anybody's words
/// @param version the one that came of it, as in `0012`
/// @param live the one that speaks afterwards
/// @param gates what was asked of the version, in order
/// @param figures what else was measured, by name
public record NightReport(
        Circle circle,
        String job,
        Outcome outcome,
        String told,
        Optional<String> version,
        Optional<String> live,
        List<Gate> gates,
        Map<String, Double> figures) {
    public NightReport {
        gates = List.copyOf(gates);
        figures = new LinkedHashMap<>(figures);
    }

    /// One of which no version came.
    static NightReport without(Circle circle, String job, Outcome outcome, String told) {
        return new NightReport(
                circle,
                job,
                outcome,
                told,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of());
    }

    /// The same with more to say.
    NightReport and(List<String> more) {
        return more.isEmpty()
                ? this
                : new NightReport(
                        circle,
                        job,
                        outcome,
                        told + "\n" + String.join("\n", more),
                        version,
                        live,
                        gates,
                        figures);
    }

    /// As the list of jobs keeps it.
    Result result() {
        return new Result(outcome, told, version);
    }

    /// One line of JSON.
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("circle", circle.name());
        json.put("job", job);
        json.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
        json.put("told", told);
        version.ifPresent(name -> json.put("version", name));
        live.ifPresent(name -> json.put("live", name));
        json.put("gates", gates);
        json.put("figures", figures);
        return JsonMapper.shared().writeValueAsString(json);
    }
}
