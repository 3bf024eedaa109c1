/** Traces for OpenTelemetry. */
@NullMarked
package org.deviceonboarding.portal.tracing;

import org.jspecify.annotations.NullMarked;
