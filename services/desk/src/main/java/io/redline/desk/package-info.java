@org.jspecify.annotations.NullMarked
package io.redline.desk;
