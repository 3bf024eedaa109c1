/** Rules about topics, and the templates they come from. */
@NullMarked
package org.deviceonboarding.domain.topics;

import org.jspecify.annotations.NullMarked;
