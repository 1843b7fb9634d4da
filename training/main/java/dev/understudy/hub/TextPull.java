package dev.understudy.hub;

import dev.understudy.hub.transfer.Checksum;
import dev.understudy.hub.transfer.Line;
import dev.understudy.hub.transfer.RemoteFile;
import dev.understudy.hub.transfer.TransferFailure;
import dev.understudy.hub.transfer.Watch;
import dev.understudy.settings.Home;
import dev.understudy.settings.UserError;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Brings a text that everybody knows into the home folder, for those with no chat of their own.
/// One thread.
///
/// @param server with the text, without a slash at its end
public record TextPull(Home home, URI server, Line line) {
    /// 40,000 lines of Shakespeare in the layout of a transcript, as nanoGPT trains on it.
    public static final String TINYSHAKESPEARE = "tinyshakespeare";

    /// Where it has always been.
    public static final String STANDARD = "https://raw.githubusercontent.com";

    private static final String PATH = "/karpathy/char-rnn/master/data/tinyshakespeare/input.txt";
    private static final String FILE = TINYSHAKESPEARE + ".txt";
    private static final long SIZE = 1_115_394;
    private static final String SHA_256 =
            "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed";

    /// Brings tinyshakespeare, unless it is there. Throws UserError as [ModelPull#run].
    public Pulled run(PullListener listener) {
        Path target = home.texts().resolve(FILE);
        URI address = URI.create(server + PATH);
        RemoteFile file = new RemoteFile(address, FILE, SIZE, Checksum.sha256(SHA_256));
        try (Home.Lock _ = new Home(home.texts()).lock()) {
            if (Line.isWhole(target, file)) {
                return new Pulled(target, false);
            }
            listener.started(SIZE);
            line.fetch(file, target, new Watching(listener));
            return new Pulled(target, true);
        } catch (TransferFailure failure) {
            throw new ByHand(TINYSHAKESPEARE, address.toString(), target.toString(), false)
                    .explain(failure);
        } catch (IOException refused) {
            throw new UserError(
                    target + " cannot be written: " + refused.getMessage() + ".",
                    "Make room on the disk or the folder writable, then run it again to go on.",
                    refused);
        }
    }

    private record Watching(PullListener listener) implements Watch {
        @Override
        public void at(long bytes) {
            listener.at(bytes, FILE);
        }

        @Override
        public void waiting(Duration pause, String reason) {
            listener.waiting(pause, reason);
        }
    }
}
