package dev.understudy.telegram;

import dev.understudy.stage.door.Refused;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.ResponseParameters;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/// Why a call of Telegram's API came to nothing. Its message names the method and Telegram's
/// reason, and holds no text and no token.
final class Fault extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_REASON = 200;

    /// What to do about it.
    enum Kind {
        /// Nothing was sent: it may be tried again.
        UNREACHABLE,
        /// It was sent, and may have been done.
        UNANSWERED,
        /// What answered is out of order, or is not Telegram: it may be tried again.
        BROKEN,
        /// Too many calls: again after the time told.
        BUSY,
        /// The chat has another id now.
        MOVED,
        /// Telegram will not.
        REFUSED
    }

    private final Kind kind;
    private final int code;
    private final String reason;
    private final transient Optional<ResponseParameters> parameters;

    Fault(Kind kind, String method, String reason, Throwable cause) {
        super(method + ": " + reason, cause);
        this.kind = kind;
        this.code = 0;
        this.reason = reason;
        this.parameters = Optional.empty();
    }

    /// What Telegram itself answered.
    ///
    /// @param reason without the token
    Fault(String method, TelegramApiRequestException answer, String reason) {
        super(method + ": " + answer.getErrorCode() + " " + shortened(reason), answer);
        this.code = answer.getErrorCode() == null ? 0 : answer.getErrorCode();
        this.reason = reason.toLowerCase(Locale.ROOT);
        this.parameters = Optional.ofNullable(answer.getParameters());
        this.kind = kindOf();
    }

    private Kind kindOf() {
        if (movedTo().isPresent()) {
            return Kind.MOVED;
        }
        return code == 429 ? Kind.BUSY : code >= 500 ? Kind.BROKEN : Kind.REFUSED;
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    Kind kind() {
        return kind;
    }

    /// Whether the token is not, or no longer, one.
    boolean isOfToken() {
        return kind == Kind.REFUSED && (code == 401 || code == 404);
    }

    /// Whether somebody else fetches what is for us: another poller, or a webhook.
    boolean isConflict() {
        return code == 409;
    }

    boolean isOfWebhook() {
        return isConflict() && reason.contains("webhook");
    }

    /// Whether there is no chat of that id.
    boolean isOfUnknownChat() {
        return kind == Kind.REFUSED && reason.contains("chat not found");
    }

    /// How long Telegram wants to be left alone.
    Duration wait(Duration otherwise) {
        return parameters
                .map(ResponseParameters::getRetryAfter)
                .map(seconds -> Duration.ofSeconds(seconds))
                .orElse(otherwise);
    }

    Optional<Long> movedTo() {
        return parameters.map(ResponseParameters::getMigrateToChatId);
    }

    /// The same for the stage.
    Refused refused() {
        return new Refused(stageReason(), "Telegram, " + getMessage(), this);
    }

    private Refused.Reason stageReason() {
        if (kind != Kind.REFUSED || code == 401 || code == 404) {
            return Refused.Reason.FAILED;
        }
        if (reason.matches(
                "(?s).*(chat not found|kicked|blocked by|not a member|deactivated|deleted).*")) {
            return Refused.Reason.GONE;
        }
        boolean rights = reason.matches("(?s).*(rights|forbidden|restricted|closed|not enough).*");
        return code == 403 || rights ? Refused.Reason.FORBIDDEN : Refused.Reason.FAILED;
    }
}
