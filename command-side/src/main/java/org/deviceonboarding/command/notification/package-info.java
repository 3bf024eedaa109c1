/** Tells a receiver outside of certificates whose end is near or has come: signed webhooks, from the log, at least once each. */
@NullMarked
package org.deviceonboarding.command.notification;

import org.jspecify.annotations.NullMarked;
