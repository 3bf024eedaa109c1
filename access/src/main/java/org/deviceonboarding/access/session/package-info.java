/** Sessions of browsers: how one begins, what its cookie proves, and how it ends. */
@NullMarked
package org.deviceonboarding.access.session;

import org.jspecify.annotations.NullMarked;
