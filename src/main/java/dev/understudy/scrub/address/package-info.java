/// Addresses of people, pages and machines.
@NullMarked
package dev.understudy.scrub.address;

import org.jspecify.annotations.NullMarked;
