/** From a wish for a certificate to a signed one and its sealed bundle; all slow work happens here. */
@NullMarked
package org.deviceonboarding.command.issuing;

import org.jspecify.annotations.NullMarked;
