/** Measures the packaged portal from outside, as a client on the same machine sees it. */
@NullMarked
package org.deviceonboarding.bench;

import org.jspecify.annotations.NullMarked;
