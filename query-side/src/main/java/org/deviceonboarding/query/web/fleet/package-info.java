/** The page of the fleet. */
@NullMarked
package org.deviceonboarding.query.web.fleet;

import org.jspecify.annotations.NullMarked;
