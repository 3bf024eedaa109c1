/** Requests to the portal and its answers. */
@NullMarked
package org.deviceonboarding.cli.http;

import org.jspecify.annotations.NullMarked;
