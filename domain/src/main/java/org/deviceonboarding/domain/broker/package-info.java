/** The checked values of brokers. */
@NullMarked
package org.deviceonboarding.domain.broker;

import org.jspecify.annotations.NullMarked;
