/// Accounts as rows: whose they are, what was said through them, and what others repeat of them.
@NullMarked
package dev.understudy.archive.account;

import org.jspecify.annotations.NullMarked;
