/** Certificates for brokers, and for the canaries that probe them. */
@NullMarked
package org.deviceonboarding.command.broker;

import org.jspecify.annotations.NullMarked;
