/** Who changed what, through the API or a signed link: written to a topic of its own, and read back from it. */
@NullMarked
package io.redline.desk.audit;

import org.jspecify.annotations.NullMarked;
