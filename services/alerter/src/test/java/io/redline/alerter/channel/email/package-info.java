@NullMarked
package io.redline.alerter.channel.email;

import org.jspecify.annotations.NullMarked;
