/** Keys that several devices have, from before such keys were refused. */
@NullMarked
package org.deviceonboarding.query.key;

import org.jspecify.annotations.NullMarked;
