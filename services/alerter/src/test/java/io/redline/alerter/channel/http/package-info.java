@NullMarked
package io.redline.alerter.channel.http;

import org.jspecify.annotations.NullMarked;
