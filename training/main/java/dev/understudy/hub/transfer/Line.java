package dev.understudy.hub.transfer;

import dev.understudy.hub.transfer.TransferFailure.LostLine;
import dev.understudy.hub.transfer.TransferFailure.Mismatch;
import dev.understudy.hub.transfer.TransferFailure.Refusal;
import dev.understudy.hub.transfer.Web.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line to servers, which may break: whatever is lost on the way is asked for again. One thread.
public final class Line implements AutoCloseable {
    /// A listing of ten thousand files has two megabytes.
    private static final int LARGEST_PAGE = 1 << 25;

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*rel=\"?next\"?");
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final Web web;
    private final Retries retries;

    /// A text, and where it goes on.
    ///
    /// @param next as the server's `Link` header says
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    public record Page(byte[] content, Optional<URI> next) {}

    public Line(LineSettings settings, Retries retries) {
        this.web = new Web(settings);
        this.retries = retries;
    }

    /// The text at `address`.
    ///
    /// Throws LostLine when the line breaks too often, Refusal when the answer is none.
    public Page read(URI address, Watch watch) throws LostLine, Refusal {
        try {
            return retries.insist(() -> page(address), web, watch);
        } catch (LostLine | Refusal given) {
            throw given;
        } catch (IOException impossible) {
            throw new IllegalStateException("no file is touched", impossible);
        }
    }

    private Page page(URI address) throws LostLine, Refusal {
        try (Answer answer = web.get(address, Map.of())) {
            Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
            Optional<URI> next =
                    link.find()
                            ? Optional.of(answer.address().resolve(link.group(1)))
                                    .filter(page -> Token.isSameServer(page, address))
                            : Optional.empty();
            return new Page(answer.body().readAll(LARGEST_PAGE), next);
        }
    }

    /// Whether `path` is all of `file` already.
    public static boolean isWhole(Path path, RemoteFile file) throws IOException {
        return PartialFile.isWhole(path, file);
    }

    /// Brings `file` to `target`, going on where an earlier call was cut off, even one of another
    /// process. The file has its name only when it is whole and its checksum right.
    ///
    /// Throws LostLine and Refusal as [#read], Mismatch when it is another file twice, and other
    /// IOException when the disk refuses.
    public void fetch(RemoteFile file, Path target, Watch watch) throws IOException {
        try {
            fetchOnce(file, target, watch);
        } catch (Mismatch damagedOnTheWay) {
            fetchOnce(file, target, watch);
        }
    }

    private void fetchOnce(RemoteFile file, Path target, Watch watch) throws IOException {
        try (PartialFile part = new PartialFile(file, target)) {
            watch.at(part.length());
            retries.insist(new Transfer(file, part, watch), web, watch);
            part.finish(target);
        }
    }

    /// One request for what is missing.
    private final class Transfer implements Retries.Attempt<PartialFile> {
        private final RemoteFile file;
        private final PartialFile part;
        private final Watch watch;

        Transfer(RemoteFile file, PartialFile part, Watch watch) {
            this.file = file;
            this.part = part;
            this.watch = watch;
        }

        @Override
        public long reached() {
            return part.length();
        }

        @Override
        public PartialFile make() throws IOException {
            if (part.length() == file.size()) {
                return part;
            }
            try (Answer answer = web.get(file.address(), headers())) {
                place(answer);
                receive(answer);
            } catch (Refusal refusal) {
                if (refusal.status() == 416 && part.length() > 0) {
                    part.startOver("");
                    throw new LostLine(refusal.host(), "it cannot go on in the middle", refusal);
                }
                throw refusal;
            } catch (Mismatch other) {
                part.startOver("");
                throw other;
            }
            return part;
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            if (part.length() > 0) {
                headers.put("Range", "bytes=" + part.length() + "-");
                if (!part.tag().isEmpty()) {
                    headers.put("If-Range", part.tag());
                }
            }
            return headers;
        }

        /// Makes the end of the part the place where the answer's first byte belongs.
        private void place(Answer answer) throws IOException {
            String tag = answer.headers().firstValue("ETag").orElse("");
            String range = answer.headers().firstValue("Content-Range").orElse("");
            Matcher given = RANGE.matcher(range);
            if (answer.status() == 206) {
                if (!given.matches() || Long.parseLong(given.group(1)) != part.length()) {
                    throw new Mismatch("another part of it came than the one asked for");
                }
                requireSize(given.group(2));
            } else {
                requireSize(answer.headers().firstValue("Content-Length").orElse("*"));
                part.startOver(tag.startsWith("\"") ? tag : "");
            }
            watch.at(part.length());
        }

        private void requireSize(String given) throws Mismatch {
            if (!given.equals("*") && !given.equals(Long.toString(file.size()))) {
                throw new Mismatch(
                        "it has " + given + " bytes, and listed are " + file.size() + " bytes");
            }
        }

        private void receive(Answer answer) throws IOException {
            List<ByteBuffer> piece = answer.body().next();
            while (!piece.isEmpty()) {
                for (ByteBuffer bytes : piece) {
                    part.append(bytes);
                }
                watch.at(part.length());
                piece = answer.body().next();
            }
            if (part.length() < file.size()) {
                throw new LostLine(answer.address().getHost(), "the file ended too early");
            }
        }
    }

    @Override
    public void close() {
        web.close();
    }
}
