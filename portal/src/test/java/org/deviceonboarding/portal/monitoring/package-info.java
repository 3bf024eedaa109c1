/** The files for monitoring, and the metrics that they need. */
@NullMarked
package org.deviceonboarding.portal.monitoring;

import org.jspecify.annotations.NullMarked;
