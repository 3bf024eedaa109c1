/** Health and metrics over HTTP. */
@NullMarked
package org.deviceonboarding.portal.health;

import org.jspecify.annotations.NullMarked;
