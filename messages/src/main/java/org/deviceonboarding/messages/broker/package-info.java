/** The checked values of brokers. */
@NullMarked
package org.deviceonboarding.messages.broker;

import org.jspecify.annotations.NullMarked;
