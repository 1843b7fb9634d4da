package dev.understudy.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// The beginning of a page that needs nothing else: no other file, no network, which it forbids
/// itself too.
public final class Head {
    private static final String STYLE = resource(Head.class, "page.css");

    private Head() {}

    /// The page up to its body.
    ///
    /// @param title not yet escaped
    /// @param style added to what all pages share
    /// @param script whether a script in the page may run
    public static String of(String title, String style, boolean script) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
        style-src 'unsafe-inline'%s">
        <title>%s</title>
        <style>
        %s%s</style>
        </head>
        """
                .formatted(
                        script ? "; script-src 'unsafe-inline'" : "",
                        Html.escape(title),
                        STYLE,
                        style);
    }

    /// The text file `name` that lies beside the class `owner`.
    public static String resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name + " is part of the jar").readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
