/// Files over lines that break: resumed, checked, and asked for again.
@NullMarked
package dev.understudy.hub.transfer;

import org.jspecify.annotations.NullMarked;
