/** How reads wait for changes: each read sees every change that was acknowledged before. */
@NullMarked
package org.deviceonboarding.log.projection;

import org.jspecify.annotations.NullMarked;
