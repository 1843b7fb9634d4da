/// Reads what DiscordChatExporter writes, and the package in which Discord gives people their data.
@NullMarked
package dev.understudy.imports.discord;

import org.jspecify.annotations.NullMarked;
