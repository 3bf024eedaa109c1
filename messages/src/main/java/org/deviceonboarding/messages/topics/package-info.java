/** Rules about topics, and the templates they come from. */
@NullMarked
package org.deviceonboarding.messages.topics;

import org.jspecify.annotations.NullMarked;
