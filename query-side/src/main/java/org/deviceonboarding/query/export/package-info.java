/** Lists as a whole, line by line. */
@NullMarked
package org.deviceonboarding.query.export;

import org.jspecify.annotations.NullMarked;
