/// How a friend behaves in company: when they speak, and how fast.
@NullMarked
package dev.understudy.stage.manner;

import org.jspecify.annotations.NullMarked;
