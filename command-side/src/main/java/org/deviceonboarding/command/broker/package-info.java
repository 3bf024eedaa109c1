/** The broker's server certificate. */
@NullMarked
package org.deviceonboarding.command.broker;

import org.jspecify.annotations.NullMarked;
