/** API keys: who has one, until when, and what it allows. */
@NullMarked
package org.deviceonboarding.access.key;

import org.jspecify.annotations.NullMarked;
