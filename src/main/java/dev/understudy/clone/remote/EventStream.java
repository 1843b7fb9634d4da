package dev.understudy.clone.remote;

import dev.understudy.clone.remote.RemoteFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The data of server-sent events, from bytes as they come. One thread.
///
/// Source: the HTML standard, section 9.2.6; comments, names and numbers of events are left out.
/// `error`, a field of llama.cpp's server before 2025, counts as data.
final class EventStream {
    /// A token with all that servers tell about it has less than a thousand.
    static final int LONGEST_EVENT = 1 << 16;

    /// A reply has a few hundred events.
    static final int LONGEST_STREAM = 1 << 22;

    private static final String NO_EVENTS = "sends no events that end";

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterReturn;
    private long length;

    /// What the events say that `more` completes. Throws RemoteFailure when a line, an event or all
    /// of it is too long, and when something is no UTF-8.
    List<String> add(ByteBuffer more) {
        length += more.remaining();
        if (length > LONGEST_STREAM) {
            throw RemoteFailure.of(Kind.NONSENSE, NO_EVENTS);
        }
        List<String> events = new ArrayList<>();
        while (more.hasRemaining()) {
            byte octet = more.get();
            boolean secondOfTwo = octet == '\n' && afterReturn;
            afterReturn = octet == '\r';
            if (secondOfTwo) {
                continue;
            }
            if (octet == '\n' || octet == '\r') {
                read(decoded()).ifPresent(events::add);
                line.reset();
            } else {
                line.write(octet);
                requireShort(line.size());
            }
        }
        return events;
    }

    private void requireShort(long size) {
        if (size > LONGEST_EVENT) {
            throw RemoteFailure.of(Kind.NONSENSE, NO_EVENTS);
        }
    }

    private String decoded() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw RemoteFailure.of(Kind.NONSENSE, "sends bytes that are no text");
        }
    }

    /// The event that ends with this line, if one does.
    private Optional<String> read(String text) {
        if (text.isEmpty()) {
            Optional<String> event = hasData ? Optional.of(data.toString()) : Optional.empty();
            data.setLength(0);
            hasData = false;
            return event;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        if (field.equals("data") || field.equals("error")) {
            String value = colon < 0 ? "" : text.substring(colon + 1);
            data.append(hasData ? "\n" : "")
                    .append(value.startsWith(" ") ? value.substring(1) : value);
            hasData = true;
            requireShort(data.length());
        }
        return Optional.empty();
    }
}
