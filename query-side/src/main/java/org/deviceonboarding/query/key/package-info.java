/** Keys that several devices hold, from before that was refused. */
@NullMarked
package org.deviceonboarding.query.key;

import org.jspecify.annotations.NullMarked;
