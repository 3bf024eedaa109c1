/** Callers of an HTTP server, and their answers. */
@NullMarked
package org.deviceonboarding.testkit.http;

import org.jspecify.annotations.NullMarked;
