/// What an operator may say about the bots: `understudy.yml`, and the tokens that are not in it.
@NullMarked
package dev.understudy.configuration;

import org.jspecify.annotations.NullMarked;
