@NullMarked
package io.redline.alerter.channel.topic;

import org.jspecify.annotations.NullMarked;
