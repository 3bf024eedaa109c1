/** The health of brokers in processes that have no broker beside them, read from the log. */
@NullMarked
package org.deviceonboarding.portal.broker;

import org.jspecify.annotations.NullMarked;
