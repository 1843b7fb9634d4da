/// Statistics as one page of HTML that needs nothing else.
@NullMarked
package dev.understudy.statistics.page;

import org.jspecify.annotations.NullMarked;
