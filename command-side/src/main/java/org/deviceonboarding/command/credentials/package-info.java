/** The one-time link: what opens it, and what closes it in time. */
@NullMarked
package org.deviceonboarding.command.credentials;

import org.jspecify.annotations.NullMarked;
