package dev.understudy.telegram;

import dev.understudy.settings.UserError;
import dev.understudy.stage.door.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.updates.GetWebhookInfo;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.WebhookInfo;

/// Looks for what keeps a bot from hearing its groups.
final class Checkup {
    private Checkup() {}

    /// What is missing for the account of `api`, as Telegram tells.
    static List<Finding> of(Api api) {
        List<Finding> findings = new ArrayList<>();
        try {
            User me = api.once(new GetMe());
            String bot = name(me);
            privacy(me, bot).ifPresent(findings::add);
            groups(me, bot).ifPresent(findings::add);
            webhook(api, bot).ifPresent(findings::add);
        } catch (Fault fault) {
            findings.add(failed(fault));
        }
        return findings;
    }

    /// How people write to `me`.
    static String name(User me) {
        return Optional.ofNullable(me.getUserName()).map(name -> "@" + name).orElse("the bot");
    }

    private static Optional<Finding> privacy(User me, String bot) {
        return Boolean.TRUE.equals(me.getCanReadAllGroupMessages())
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                "Privacy mode is on: of a group's messages "
                                        + bot
                                        + " gets only commands, mentions and replies to it.",
                                "Send /setprivacy to @BotFather, choose "
                                        + bot
                                        + " and Disable; then remove the bot from its groups and"
                                        + " add it again. Or make it an administrator there."));
    }

    private static Optional<Finding> groups(User me, String bot) {
        return Boolean.FALSE.equals(me.getCanJoinGroups())
                ? Optional.of(
                        new Finding(
                                bot + " cannot be added to groups.",
                                "Send /setjoingroups to @BotFather, choose "
                                        + bot
                                        + " and Enable."))
                : Optional.empty();
    }

    /// A server that knows no webhooks has none set.
    private static Optional<Finding> webhook(Api api, String bot) throws Fault {
        try {
            WebhookInfo webhook = api.once(new GetWebhookInfo());
            if (webhook.getUrl() == null || webhook.getUrl().isBlank()) {
                return Optional.empty();
            }
        } catch (Fault fault) {
            if (fault.kind() == Fault.Kind.REFUSED) {
                return Optional.empty();
            }
            throw fault;
        }
        return Optional.of(
                new Finding(
                        "A webhook is set for "
                                + bot
                                + ": another program gets what is meant for it.",
                        "Stop that program; understudy serve takes the webhook away when it"
                                + " starts."));
    }

    private static Finding failed(Fault fault) {
        if (fault.isOfToken()) {
            UserError token = Poller.wrongToken(fault);
            return new Finding(token.problem(), token.remedy());
        }
        return new Finding(
                "Telegram does not answer as it should (" + fault.getMessage() + ").",
                "Check the network, and the address if you have set another one.");
    }
}
