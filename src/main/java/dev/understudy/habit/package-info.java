/// When, how often and in how many messages each friend writes, learnt from the history.
@NullMarked
package dev.understudy.habit;

import org.jspecify.annotations.NullMarked;
