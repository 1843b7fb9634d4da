/// `understudy people`: who is who, what they are called, and whose words may be used.
@NullMarked
package dev.understudy.cli.people;

import org.jspecify.annotations.NullMarked;
