package dev.understudy.discord;

import dev.understudy.stage.door.Ear;
import dev.understudy.stage.door.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;

/// What the bot needs in a server, and what of it is missing.
final class Needs {
    /// With their names in Discord's own settings.
    private static final Map<Permission, String> PERMISSIONS = new EnumMap<>(Permission.class);

    static {
        PERMISSIONS.put(Permission.VIEW_CHANNEL, "View Channels");
        PERMISSIONS.put(Permission.MESSAGE_HISTORY, "Read Message History");
        PERMISSIONS.put(Permission.MESSAGE_SEND, "Send Messages");
        PERMISSIONS.put(Permission.MESSAGE_SEND_IN_THREADS, "Send Messages in Threads");
        PERMISSIONS.put(Permission.MANAGE_WEBHOOKS, "Manage Webhooks");
    }

    private static final int NAMED_CHANNELS = 5;

    private Needs() {}

    /// Where an administrator of a server lets the bot in, with all that it needs.
    static String inviteLink(JDA jda) {
        return "https://discord.com/oauth2/authorize?client_id="
                + jda.getSelfUser().getApplicationId()
                + "&scope=bot+applications.commands&permissions="
                + Permission.getRaw(PERMISSIONS.keySet());
    }

    /// What is missing in all servers that the bot is in.
    static List<Finding> findings(JDA jda, Ear ear) {
        if (jda.getGuilds().isEmpty()) {
            return List.of(
                    new Finding(
                            "The bot is in no Discord server.",
                            "Open " + inviteLink(jda) + " and choose yours."));
        }
        return jda.getGuilds().stream().flatMap(guild -> findings(guild, ear).stream()).toList();
    }

    private static List<Finding> findings(Guild guild, Ear ear) {
        List<GuildMessageChannel> heard =
                guild.getChannels().stream()
                        .filter(GuildMessageChannel.class::isInstance)
                        .map(GuildMessageChannel.class::cast)
                        .filter(channel -> ear.listensTo(Translation.place(channel)))
                        .toList();
        if (heard.isEmpty()) {
            return List.of(
                    new Finding(
                            "The Discord server "
                                    + guild.getName()
                                    + " (id "
                                    + guild.getId()
                                    + ") belongs to no circle.",
                            "Give its id to a circle in understudy.yml, or remove the bot from"
                                    + " it."));
        }
        Map<Set<Permission>, List<GuildChannel>> byMissing = new LinkedHashMap<>();
        for (GuildMessageChannel channel : heard) {
            Set<Permission> missing = EnumSet.copyOf(PERMISSIONS.keySet());
            missing.removeAll(guild.getSelfMember().getPermissions(channel));
            if (!missing.isEmpty()) {
                byMissing.computeIfAbsent(missing, _ -> new ArrayList<>()).add(channel);
            }
        }
        return byMissing.entrySet().stream()
                .map(entry -> missing(guild, entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Finding missing(
            Guild guild, Set<Permission> permissions, List<GuildChannel> channels) {
        String names =
                channels.stream()
                        .limit(NAMED_CHANNELS)
                        .map(channel -> "#" + channel.getName())
                        .collect(Collectors.joining(", "));
        int more = channels.size() - NAMED_CHANNELS;
        return new Finding(
                "In "
                        + guild.getName()
                        + ", "
                        + names
                        + (more > 0 ? " and " + more + " more" : "")
                        + ", the bot lacks "
                        + permissions.stream()
                                .map(PERMISSIONS::get)
                                .collect(Collectors.joining(", "))
                        + ".",
                howToGrant(guild));
    }

    /// Where permissions are granted.
    static String howToGrant(Guild guild) {
        Role role = guild.getBotRole();
        return "Grant it under Server Settings, Roles"
                + (role == null ? "" : ", " + role.getName())
                + ", and in the channel's own permissions.";
    }
}
