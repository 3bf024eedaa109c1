/** Text for other people's programs. */
@NullMarked
package org.deviceonboarding.domain.export;

import org.jspecify.annotations.NullMarked;
