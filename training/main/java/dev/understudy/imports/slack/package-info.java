/// Reads the exports of Slack's workspaces.
@NullMarked
package dev.understudy.imports.slack;

import org.jspecify.annotations.NullMarked;
