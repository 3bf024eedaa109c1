/** What every process can tell of brokers that it does not stand beside: read from the log. */
@NullMarked
package org.deviceonboarding.portal.broker;

import org.jspecify.annotations.NullMarked;
