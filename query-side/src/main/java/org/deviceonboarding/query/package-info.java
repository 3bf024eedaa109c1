/** The side that answers: the device model and REST for reads. */
@NullMarked
package org.deviceonboarding.query;

import org.jspecify.annotations.NullMarked;
