/** The port where devices renew themselves: TLS with their certificates, and little else. */
@NullMarked
package org.deviceonboarding.portal.deviceport;

import org.jspecify.annotations.NullMarked;
