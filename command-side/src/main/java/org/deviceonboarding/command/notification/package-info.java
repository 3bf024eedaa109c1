/** Signed webhooks about certificates whose end is near or has come, sent from the log at least once each. */
@NullMarked
package org.deviceonboarding.command.notification;

import org.jspecify.annotations.NullMarked;
