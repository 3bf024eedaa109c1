/** The page of the fleet. */
@NullMarked
package org.deviceonboarding.web.fleet;

import org.jspecify.annotations.NullMarked;
