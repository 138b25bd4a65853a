/** The articles that the desk keeps, as single reads, previews and explanations want them. */
@NullMarked
package io.redline.desk.article;

import org.jspecify.annotations.NullMarked;
