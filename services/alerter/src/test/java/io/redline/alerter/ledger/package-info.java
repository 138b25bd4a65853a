@NullMarked
package io.redline.alerter.ledger;

import org.jspecify.annotations.NullMarked;
