/// What the archive keeps of channels while clones are on stage: messages as they come, the clones'
/// own lines, consent, and who commanded what.
@NullMarked
package dev.understudy.archive.live;

import org.jspecify.annotations.NullMarked;
