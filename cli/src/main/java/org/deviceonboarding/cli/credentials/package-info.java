/** Fetches a device's credentials and unpacks them. */
@NullMarked
package org.deviceonboarding.cli.credentials;

import org.jspecify.annotations.NullMarked;
