/** The edge of HTTP: strict JSON, problem documents, limits, health and metrics. */
@NullMarked
package org.deviceonboarding.access.http;

import org.jspecify.annotations.NullMarked;
