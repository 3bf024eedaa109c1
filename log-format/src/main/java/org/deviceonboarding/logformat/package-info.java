/** The stored form of events: reading and writing. */
@NullMarked
package org.deviceonboarding.logformat;

import org.jspecify.annotations.NullMarked;
