/** The log's vocabulary, one sealed family. */
@NullMarked
package org.deviceonboarding.domain.event;

import org.jspecify.annotations.NullMarked;
