/// How fast this machine decodes and trains: measured with its progress shown, then told as a table
/// or JSON.
@NullMarked
package dev.understudy.cli.bench;

import org.jspecify.annotations.NullMarked;
