/** The log's vocabulary, one sealed family. */
@NullMarked
package org.deviceonboarding.messages.event;

import org.jspecify.annotations.NullMarked;
