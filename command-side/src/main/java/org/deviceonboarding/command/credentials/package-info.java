/** The one-time bundle: sealed, linked, delivered once, deleted. */
@NullMarked
package org.deviceonboarding.command.credentials;

import org.jspecify.annotations.NullMarked;
