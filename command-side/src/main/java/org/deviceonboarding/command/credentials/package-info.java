/** The one-time link to a device's credentials. */
@NullMarked
package org.deviceonboarding.command.credentials;

import org.jspecify.annotations.NullMarked;
