/// What opens something: keys, tokens, passwords.
@NullMarked
package dev.understudy.scrub.key;

import org.jspecify.annotations.NullMarked;
